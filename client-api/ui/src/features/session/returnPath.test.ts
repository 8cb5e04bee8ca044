import { expect, test } from 'vitest';
import { pathAfterSignIn, signInAddress } from './returnPath';

test('the way there and back keeps path, filters and place', () => {
  const address = signInAddress('/events?actor=a%26b&batchId=1#x');
  expect(pathAfterSignIn(new URL(address, 'http://x').searchParams.get('next'))).toBe('/events?actor=a%26b&batchId=1#x');
});

test('the first page needs no way back', () => {
  expect(signInAddress('/')).toBe('/sign-in');
});

test.each([null, '', 'events', 'https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', '/sign-in?next=/x'])(
  '%j leads to the first page', (next) => {
    expect(pathAfterSignIn(next)).toBe('/');
  });
