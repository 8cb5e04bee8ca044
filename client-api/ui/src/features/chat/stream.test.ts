// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SseMessage } from '../../api/sse';
import { ask } from './stream';

const stream = (text: string, init: ResponseInit = {}) => new Response(text, { status: 200, ...init, headers: { 'raposa-turn': 't1', ...init.headers } });
const text = (from: number, to: number, last = 'delta') => Array.from({ length: to - from + 1 }, (_, at) =>
  `id: ${from + at}\nevent: ${from + at === to ? last : 'delta'}\ndata: {"text":"${from + at}"}\n\n`).join('');

async function heard(...answers: Response[]) {
  const asked = vi.spyOn(globalThis, 'fetch');
  answers.forEach((answer) => asked.mockResolvedValueOnce(answer));
  const messages: SseMessage[] = [];
  const turns: string[] = [];
  await ask('c1', 'which?', { onTurn: (id) => turns.push(id), onMessage: (message) => messages.push(message) }, new AbortController().signal);
  return { messages, turns, asked };
}

afterEach(() => vi.restoreAllMocks());

describe('asking', () => {
  it('reads an answer to its end', async () => {
    const { messages, turns, asked } = await heard(stream(text(1, 3, 'done')));

    expect(messages.map((one) => one.id)).toEqual(['1', '2', '3']);
    expect(turns).toEqual(['t1']);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('reads on after the last event when the stream breaks, and hears nothing twice', async () => {
    const { messages, asked } = await heard(stream(text(1, 2)), stream(text(3, 4, 'done')));

    expect(messages.map((one) => one.id)).toEqual(['1', '2', '3', '4']);
    expect(asked.mock.calls[1]![0]).toBe('/v1/conversations/c1/turns/t1/events');
    expect((asked.mock.calls[1]![1]!.headers as Record<string, string>)['last-event-id']).toBe('2');
  });

  it('says that an answer is lost when nothing is known of it any more', async () => {
    const { messages } = await heard(stream(text(1, 2)), new Response('{}', { status: 404 }));

    expect(messages.at(-1)).toMatchObject({ event: 'error' });
    expect(messages.at(-1)!.data).toContain('Ask again');
  });

  it('throws what the platform refuses', async () => {
    const refused = new Response(JSON.stringify({ title: 'An answer is being written in this conversation.', code: 'answer-in-progress' }), { status: 409 });

    await expect(heard(refused)).rejects.toMatchObject({ title: 'An answer is being written in this conversation.' });
  });
});
