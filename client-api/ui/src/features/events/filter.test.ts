import { expect, test } from 'vitest';
import { queryOf, readFilter, readSpan, searchOf } from './filter';

const now = Date.parse('2026-03-01T12:00:00Z');

test('a filter survives the way into the address and back', () => {
  const filter = { eventName: 'GetObject', actor: 'arn:aws:iam::1:user/a&b', from: '2026-03-01T00:00:00.000Z' };
  expect(readFilter(searchOf(filter, undefined))).toEqual(filter);
});

test('empty conditions and strange parameters are not asked', () => {
  expect(readFilter(new URLSearchParams('eventName=+&region=eu-west-1&drop=table'))).toEqual({ region: 'eu-west-1' });
  expect(searchOf({ eventName: '  ', region: ' eu-west-1 ' }, undefined).toString()).toBe('region=eu-west-1');
});

test('a span stays a word in the address and becomes an instant when asked', () => {
  const search = searchOf({ from: '2020-01-01T00:00:00Z', region: 'eu-west-1' }, '1h');
  expect(search.toString()).toBe('region=eu-west-1&last=1h');
  expect(queryOf(readFilter(search), readSpan(search), now)).toEqual({ region: 'eu-west-1', from: '2026-03-01T11:00:00.000Z', to: undefined });
});

test.each(['', 'last=2h', 'last=toString'])('"%s" names no span', (search) => {
  expect(readSpan(new URLSearchParams(search))).toBeUndefined();
});
