import { describe, expect, test } from 'vitest';
import { count, counted, rate } from './numbers';
import { duration, fromField, fromSpan, localTime, timeAgo, toField, utcTime } from './times';

describe('numbers', () => {
  test.each([[0, '0'], [1284, '1,284'], [999_999, '999,999'], [1_340_000, '1.3M']])('%i is %s', (value, expected) => {
    expect(count(value)).toBe(expected);
  });

  test('a count carries its unit, in the singular for one', () => {
    expect([counted(0, 'event'), counted(1, 'event'), counted(1500, 'event')]).toEqual(['0 events', '1 event', '1,500 events']);
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });

  test.each([[0, '0'], [0.25, '0.3'], [9.94, '9.9'], [1234.6, '1,235']])('a rate of %d is %s', (value, expected) => {
    expect(rate(value)).toBe(expected);
  });
});

describe('times', () => {
  const noon = '2026-03-01T12:00:00Z';
  const ago = (milliseconds: number) => timeAgo(noon, Date.parse(noon) + milliseconds);

  test('an instant is shown in the zone of the reader and in UTC', () => {
    expect(localTime(noon)).toBe('Mar 1, 2026, 09:00:00');
    expect(utcTime(noon)).toBe('2026-03-01 12:00:00 UTC');
  });

  test.each([
    [0, 'now'], [4_999, 'now'], [-4_999, 'now'], [5_000, '5 sec. ago'], [59_999, '59 sec. ago'], [60_000, '1 min. ago'],
    [3_600_000, '1 hr. ago'], [86_400_000, 'yesterday'], [3 * 86_400_000, '3 days ago'], [-120_000, 'in 2 min.'],
  ])('%i ms later it was %s', (milliseconds, expected) => {
    expect(ago(milliseconds)).toBe(expected);
  });

  test.each([
    [0, '0 s'], [40_000, '40 s'], [245_000, '4 min'], [7_200_000, '2 h'], [7_500_000, '2 h 5 min'], [262_800_000, '3 d 1 h'],
  ])('%i ms last %s', (milliseconds, expected) => {
    expect(duration(milliseconds)).toBe(expected);
  });

  test.each([['00:05:00', 300_000], ['1.12:00:00', 129_600_000], ['00:00:01.5000000', 1_000], ['soon', 0]])('a span of %s is %i ms', (span, expected) => {
    expect(fromSpan(span)).toBe(expected);
  });

  test('a date-time field holds local time and gives the same instant back', () => {
    expect(toField(noon)).toBe('2026-03-01T09:00');
    expect(fromField('2026-03-01T09:00')).toBe('2026-03-01T12:00:00.000Z');
    expect([toField(undefined), toField('soon'), fromField('')]).toEqual(['', '', undefined]);
  });
});
