import { expect, test } from 'vitest';
import { readFilter, withParameter } from './filter';

test('a filter is read from the address', () => {
  expect(readFilter(new URLSearchParams('status=open&severity=high&actor=arn%3Ax')))
    .toEqual({ status: 'open', severity: 'high', actor: 'arn:x' });
});

test('what the platform would refuse is left out', () => {
  expect(readFilter(new URLSearchParams('status=burning&severity=toString')))
    .toEqual({ status: undefined, severity: undefined, actor: undefined });
});

test('one parameter changes and the others stay', () => {
  const search = new URLSearchParams('status=open&actor=x');
  expect(withParameter(search, 'actor', 'y z').toString()).toBe('status=open&actor=y+z');
  expect(withParameter(search, 'actor', '').toString()).toBe('status=open');
  expect(search.toString()).toBe('status=open&actor=x');
});
