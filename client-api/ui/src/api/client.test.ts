// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { api, bodyOf } from './client';
import { session } from './session';
import type { Session } from './types';

const someone: Session = {
  accessToken: 'token-1', expiresAt: '2999-01-01T00:00:00Z', personId: 'p', email: 'a@example.com', organization: 'o', organizations: [],
};

beforeEach(() => session.start(someone));

function platform(status: number, body: unknown) {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request);
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });
  });
  return requests;
}

test('a request carries the token of the session', async () => {
  const requests = platform(200, []);
  await bodyOf(api.GET('/v1/rules'));
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer token-1');
});

test('a refused token ends the session, and says it expired', async () => {
  platform(401, { title: 'The request could not be authenticated.' });
  await expect(bodyOf(api.GET('/v1/rules'))).rejects.toMatchObject({ status: 401 });
  expect([session.get(), session.whyEnded()]).toEqual([undefined, 'expired']);
  expect(sessionStorage.length).toBe(0);
});

test('a wrong password ends no session, because there is none', async () => {
  session.end('signed-out');
  platform(401, { title: 'The address or the password is wrong.' });
  await expect(bodyOf(api.POST('/v1/sign-in', { body: { email: 'a', password: 'b' } }))).rejects.toThrow('The address or the password is wrong.');
  expect(session.whyEnded()).toBe('signed-out');
});

test('another refusal leaves the session as it is', async () => {
  platform(403, { title: 'Not allowed.', traceId: 't' });
  await expect(bodyOf(api.GET('/v1/rules'))).rejects.toMatchObject({ title: 'Not allowed.', traceId: 't' });
  expect(session.get()).toEqual(someone);
});

test('a platform that is not there is a problem that may pass', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
  await expect(bodyOf(api.GET('/v1/rules'))).rejects.toMatchObject({ title: 'The platform does not answer.', isTransient: true });
});

test('an organization in a path is the one of the token', async () => {
  const requests = platform(200, {});
  await bodyOf(api.GET('/v1/organizations/{organization}', { params: { path: { organization: 'current' } } }));
  expect(new URL(requests[0]!.url).pathname).toBe('/v1/organizations/current');
});

test('an id with a slash stays one part of the path', async () => {
  const requests = platform(200, {});
  await bodyOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId: 'sha256:a/b' } } }));
  expect(new URL(requests[0]!.url).pathname).toBe('/v1/events/sha256%3Aa%2Fb');
});
