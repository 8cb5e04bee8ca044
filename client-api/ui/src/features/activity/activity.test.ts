import { expect, test } from 'vitest';
import { type ActivityEntry, addressOf, arrivals, arrivedAfter, arrivedWithin, withEntries } from './activity';

const now = Date.parse('2026-03-01T12:00:05Z');

function batch(sequence: number, secondsAgo: number, count: number): ActivityEntry {
  return { sequence, at: new Date(now - secondsAgo * 1000).toISOString(), kind: 'batch.accepted', summary: 'A batch.', count };
}

test('the newest entry comes first, whether it arrived alone or with others', () => {
  const entries = withEntries(withEntries([], [batch(1, 9, 1), batch(2, 8, 1)]), [batch(3, 7, 1)]);
  expect(entries.map((entry) => entry.sequence)).toEqual([3, 2, 1]);
});

test('an entry sent again after a reconnection is shown once', () => {
  expect(withEntries([batch(2, 8, 1), batch(1, 9, 1)], [batch(2, 8, 1), batch(3, 7, 1)]).map((entry) => entry.sequence)).toEqual([3, 2, 1]);
});

test('a sequence that began anew is not taken for the old one', () => {
  expect(withEntries([batch(1, 60, 5)], [batch(1, 0, 7)]).map((entry) => entry.count)).toEqual([7, 5]);
});

test('no more than 500 entries are kept, the oldest go', () => {
  const many = Array.from({ length: 600 }, (_, at) => batch(at, 600 - at, 1));
  expect(withEntries([], many)).toHaveLength(500);
  expect(withEntries([], many).at(-1)?.sequence).toBe(100);
});

test('arrivals are summed by spans that begin at round times', () => {
  // 12:00:05 is in the span of 12:00:00 to 12:00:10, six seconds ago in the one before.
  expect(arrivals([batch(1, 0, 10), batch(2, 5, 3), batch(3, 6, 4), batch(4, 16, 100)], now, 10_000, 2)).toEqual([4, 13]);
});

test('a batch from a clock ahead of ours arrived now', () => {
  expect(arrivals([batch(1, -30, 6)], now, 10_000, 3)).toEqual([0, 0, 6]);
});

test('entries that are no batches are not events', () => {
  const incident: ActivityEntry = { ...batch(1, 0, 50), kind: 'incident.opened' };
  expect(arrivals([incident], now, 10_000, 1)).toEqual([0]);
  expect(arrivedWithin([incident], now, 60_000)).toBe(0);
});

test('the last minute ends after sixty seconds', () => {
  expect(arrivedWithin([batch(1, 59, 5), batch(2, 60, 7), batch(3, 1, 1)], now, 60_000)).toBe(6);
});

test('what arrived after a list was read is all that the stream told later, even if it told nothing before', () => {
  expect(arrivedAfter([], now)).toBe(0);
  expect(arrivedAfter([batch(1, -1, 2)], now)).toBe(2);
  expect(arrivedAfter([batch(2, -1, 2), batch(1, 0, 40)], now)).toBe(2);
});

test.each([
  ['batch.accepted', '/events?batchId=a%20b'], ['incident.opened', '/incidents/a%20b'], ['rule.added', '/rules/a%20b'],
  ['rule.removed', '/rules'], ['credential.issued', '/settings/credentials'], ['weather.changed', undefined],
])('%s is shown at %s', (kind, expected) => {
  expect(addressOf({ ...batch(1, 0, 0), kind, subject: 'a b' })).toBe(expected);
});

test('an entry about nothing leads nowhere', () => {
  expect(addressOf({ ...batch(1, 0, 0), subject: null })).toBeUndefined();
});
