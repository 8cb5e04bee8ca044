import { afterEach, expect, test, vi } from 'vitest';
import type { ActivityEntry } from './activity';
import { type StreamState, waitAfter, watchActivity } from './watch';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) {
    stop();
  }
});

const line = (sequence: number) =>
  `id: ${sequence}\ndata: ${JSON.stringify({ sequence, at: '2026-03-01T12:00:00Z', kind: 'batch.accepted', summary: 's' })}\n\n`;

/** A platform that gives these answers one after the other, then never answers again. */
function platform(...answers: (Response | Error)[]) {
  const requests: Headers[] = [];
  vi.stubGlobal('fetch', (_address: string, init: RequestInit) => {
    requests.push(new Headers(init.headers));
    const answer = answers.shift();
    return answer === undefined ? new Promise(() => {}) : answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });

  const entries: ActivityEntry[] = [];
  const states: StreamState[] = [];
  const onUnauthorized = vi.fn();
  stops.push(watchActivity({
    token: 'the-token', onEntries: (some) => entries.push(...some), onState: (state) => states.push(state), onUnauthorized,
  }));
  return { requests, entries, states, onUnauthorized };
}

test('entries arrive in order, and the token travels in the header', async () => {
  const { requests, entries, states } = platform(new Response(line(1) + line(2)));
  await vi.waitFor(() => expect(entries.map((entry) => entry.sequence)).toEqual([1, 2]));
  expect(requests[0]?.get('authorization')).toBe('Bearer the-token');
  expect(requests[0]?.has('last-event-id')).toBe(false);
  expect(states.slice(0, 2)).toEqual(['connecting', 'live']);
});

test('after a connection that ended, the next one resumes after the last entry', async () => {
  const { requests } = platform(new Response(`retry: 1\n\n${line(41)}`));
  await vi.waitFor(() => expect(requests).toHaveLength(2));
  expect(requests[1]?.get('last-event-id')).toBe('41');
});

test('a connection that fails is tried again, and says it is offline meanwhile', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { entries, states } = platform(new TypeError('refused'), new Response(line(1)));
  await vi.waitFor(() => expect(entries).toHaveLength(1), 3000);
  expect(states.slice(0, 4)).toEqual(['connecting', 'offline', 'offline', 'live']);
});

test('an expired token is not tried again', async () => {
  const { requests, onUnauthorized } = platform(new Response(null, { status: 401 }), new Response(line(1)));
  await vi.waitFor(() => expect(onUnauthorized).toHaveBeenCalledOnce());
  expect(requests).toHaveLength(1);
});

test('a message that is no entry is passed over', async () => {
  const { entries } = platform(new Response(`data: not json\n\ndata: null\n\n${line(3)}`));
  await vi.waitFor(() => expect(entries.map((entry) => entry.sequence)).toEqual([3]));
});

test.each([[0, 0, 1000], [0, 1, 500], [3, 0, 8000], [20, 0, 30_000]])('after %i failures and chance %d it waits %i ms', (failures, random, expected) => {
  expect(waitAfter(failures, random)).toBe(expected);
});
