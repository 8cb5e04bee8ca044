import { describe, expect, it } from 'vitest';
import type { SseMessage } from '../../api/sse';
import type { Evidence } from '../../api/types';
import { begun, freshness, linesOf, take } from './answer';

const event = (name: string, data: unknown): SseMessage => ({ id: '1', event: name, data: JSON.stringify(data) });
const evidence = (number: number, seenAt?: string): Evidence => ({ number, kind: 'finding', id: `f${number}`, title: `T${number}`, text: '', seenAt });

describe('an answer', () => {
  it('grows by its events to its end', () => {
    const answer = [
      event('evidence', { evidence: [evidence(1)] }),
      event('provider', { provider: 'groq', model: 'm', isDegraded: false }),
      event('delta', { text: 'The bucket is public [1]. ' }),
      event('struck', { reason: 'It gives a number that the evidence does not.' }),
      event('delta', { text: 'Block it [1].' }),
      event('done', { struck: 1, isCached: false }),
    ].reduce(take, begun('which?'));

    expect(answer).toMatchObject({ text: 'The bucket is public [1]. Block it [1].', provider: 'groq', struckCount: 1, state: 'done' });
    expect(answer.struck).toEqual(['It gives a number that the evidence does not.']);
  });

  it('is void before a restart, and says why', () => {
    const answer = [
      event('delta', { text: 'half ' }),
      event('provider', { provider: 'groq', isRestart: true, message: 'It broke.' }),
      event('delta', { text: 'whole' }),
    ].reduce(take, begun('which?'));

    expect(answer).toMatchObject({ text: 'whole', restart: 'groq failed: It broke.' });
  });

  it('ends with the words of an error', () => {
    expect(take(begun('which?'), event('error', { code: 'quota', message: 'No more today.' }))).toMatchObject({ state: 'failed', error: 'No more today.' });
  });

  it('is not changed by what this page does not know', () => {
    const answer = begun('which?');
    expect(take(answer, event('telemetry', {}))).toBe(answer);
    expect(take(answer, { id: '1', event: 'delta', data: 'no json' }).text).toBe('');
  });
});

describe('its lines', () => {
  it('tell citations from words, and leave a number that no evidence has as it is', () => {
    expect(linesOf({ text: 'Two are open [1, 2].\n\n- a-bucket [2].\n- Port [443].', evidence: [evidence(1), evidence(2)] })).toEqual([
      { isItem: false, pieces: ['Two are open ', 1, 2, '.'] },
      { isItem: true, pieces: ['a-bucket ', 2, '.'] },
      { isItem: true, pieces: ['Port ', '[443]', '.'] },
    ]);
  });

  it('are as fresh as what they cite, and not as what they do not', () => {
    const all = [evidence(1, '2026-11-26T10:00:00Z'), evidence(2, '2026-11-26T08:00:00+01:00'), evidence(3, '2020-01-01T00:00:00Z')];
    expect(freshness({ text: 'a [1] b [2]', evidence: all })).toEqual({ oldest: '2026-11-26T08:00:00+01:00', newest: '2026-11-26T10:00:00Z' });
    expect(freshness({ text: 'nothing', evidence: all })).toBeUndefined();
  });
});
