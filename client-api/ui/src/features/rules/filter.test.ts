import { expect, test } from 'vitest';
import type { Rule } from '../../api/types';
import { matching } from './filter';

function rule(id: string, more: Partial<Rule> = {}): Rule {
  return { id, title: `Rule ${id}`, level: 'high', techniques: ['T1098'], isCatalogue: true, isEnabled: true, isCorrelation: false, ...more };
}

const rules = [
  rule('a', { title: 'Trail stopped', techniques: ['T1562.008'] }),
  rule('b', { level: 'low', isEnabled: false }),
  rule('c', { isCatalogue: false }),
];

test.each([
  [{}, 'abc'],
  [{ words: 'TRAIL' }, 'a'],
  [{ words: 't1562 stopped' }, 'a'],
  [{ words: 't1562 rule' }, ''],
  [{ level: 'low' }, 'b'],
  [{ state: 'off' }, 'b'],
  [{ state: 'on' }, 'ac'],
  [{ origin: 'own' }, 'c'],
  [{ origin: 'catalogue', level: 'high' }, 'a'],
])('%j lists %s', (filter, expected) => {
  expect(matching(rules, filter).map((found) => found.id).join('')).toBe(expected);
});
