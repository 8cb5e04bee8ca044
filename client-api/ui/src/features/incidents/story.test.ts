import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../api/types';
import { storyOf } from './story';

/** One entry for each letter, which is its rule; events are numbered in order. */
function timeline(rules: string): TimelineEntry[] {
  return [...rules].map((ruleId, at) => ({
    ruleId, eventId: `${at}`, at: '2026-03-01T12:00:00Z', ruleTitle: ruleId, severity: 'high', techniques: [], summary: '',
  }));
}

/** Told entries as their rules, folded ones as their number. */
function told(rules: string): string {
  return storyOf(timeline(rules)).map((passage) =>
    passage.isFolded ? `(${passage.entries.length})` : passage.entries.map((entry) => entry.ruleId).join('')).join('');
}

test.each([
  ['', ''],
  ['a', 'a'],
  ['abab', 'abab'],
  ['aaaa', 'aaaa'],
  ['aaaaa', 'a(3)a'],
  ['xaaaaaay', 'xa(4)ay'],
  ['aaaaabbbbb', 'a(3)ab(3)b'],
  ['aaabaaab', 'aaabaaab'],
])('%s is told as %s', (rules, expected) => {
  expect(told(rules)).toBe(expected);
});

test('no entry is lost and none changes its place', () => {
  const entries = timeline('xaaaaaaabbbbbbbc');
  expect(storyOf(entries).flatMap((passage) => passage.entries)).toEqual(entries);
});
