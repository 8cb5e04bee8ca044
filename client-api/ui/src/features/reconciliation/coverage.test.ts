import { expect, test } from 'vitest';
import { completenessOf, partsOf, percent, readDimension, readFilter, reasonName, rowsAddress } from './coverage';

test('a number of the breakdown opens the instances that it counted', () => {
  expect(rowsAddress('account', '900100200301', 'unprotected')).toBe('/coverage?by=account&class=unprotected&account=900100200301');
  expect(rowsAddress('cluster', 'corvina main', 'unknown')).toBe('/coverage?by=cluster&class=unknown&cluster=corvina+main');
});

test('what cannot be listed by its value leads nowhere', () => {
  expect(rowsAddress('version', '7.20', 'matched')).toBeUndefined();
  expect(rowsAddress('role', '', 'unprotected')).toBeUndefined();
});

test('the address is read back, and what it cannot mean is left out', () => {
  expect(readFilter(new URLSearchParams('class=unprotected&role=web&class2=x'))).toEqual({ class: 'unprotected', role: 'web' });
  expect(readFilter(new URLSearchParams('class=fine')).class).toBeUndefined();
  expect(readDimension(new URLSearchParams('by=nonsense'))).toBe('account');
});

test('the parts of a bar sum to the whole, and of nothing live there are none', () => {
  expect(partsOf({ live: 8, matched: 5, unprotected: 2, unknown: 1 })).toEqual([['matched', 62.5], ['unprotected', 25], ['unknown', 12.5]]);
  expect(partsOf({ live: 0, matched: 0, unprotected: 0, unknown: 0 }).map(([, size]) => size)).toEqual([0, 0, 0]);
});

test('a coverage has two decimals, and none where there is nothing to cover', () => {
  expect([percent(90.69), percent(100), percent(null)]).toEqual(['90.69 %', '100.00 %', '–']);
});

test('a run says how much of what it read was whole', () => {
  expect(completenessOf({ chains: [{ isComplete: true }, { isComplete: false }, { isComplete: true }] as never })).toEqual({ complete: 2, all: 3 });
});

test('a reason that has no words yet is still readable', () => {
  expect([reasonName('never_seen'), reasonName('some_new_reason')]).toEqual(['no sensor was ever seen', 'some new reason']);
});
