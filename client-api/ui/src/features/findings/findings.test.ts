import { describe, expect, test } from 'vitest';
import { addressOf, readFilter } from './filter';
import { bandOf, formulaOf } from './priorities';
import { untilAfter } from './suppression';

describe('the filter of findings', () => {
  test('without a word about it, open findings come, what to look at first before the rest', () => {
    expect(readFilter(new URLSearchParams())).toMatchObject({ status: 'open', sort: 'priority', suppressed: undefined });
  });

  test('reads back what an address says, and nothing that it cannot mean', () => {
    const address = addressOf({ severity: 'high', kind: 'posture.s3', priority: 70, suppressed: 'only', account: undefined });
    expect(address).toBe('/findings?severity=high&kind=posture.s3&priority=70&suppressed=only');
    expect(readFilter(new URLSearchParams(address.split('?')[1]))).toMatchObject({ severity: 'high', kind: 'posture.s3', priority: 70, suppressed: 'only' });
    expect(readFilter(new URLSearchParams('severity=huge&priority=-3&suppressed=maybe&status=any')))
      .toMatchObject({ severity: undefined, priority: undefined, suppressed: undefined, status: undefined });
  });
});

test('a score is in the band that begins below it', () => {
  expect([100, 70, 69, 40, 39, 20, 19, 1].map(bandOf)).toEqual(['Now', 'Now', 'Soon', 'Soon', 'Planned', 'Planned', 'Later', 'Later']);
});

test('the formula can be checked by hand', () => {
  const factors = [['severity', 7], ['exposure', 2], ['sensor', 1.5], ['role', 1.5]]
    .map(([name, weight]) => ({ name: String(name), level: 'x', weight: Number(weight), why: '' }));
  expect(formulaOf(factors, 70)).toBe('100 × 7 × 2 × 1.5 × 1.5 ÷ 45 ≈ 70');
});

test('thirty days from the last of February of a leap year end in March', () => {
  expect(untilAfter(30, Date.parse('2028-02-29T12:00:00Z'))).toBe('2028-03-30T12:00:00.000Z');
});
