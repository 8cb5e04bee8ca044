import { Problem } from '../../api/problem';
import { session } from '../../api/session';
import { type SseMessage, SseParser } from '../../api/sse';

/** Once the connection broke so many times in a row without a word in between, the answer counts as lost. */
const mostFailures = 5;

interface Reader {
  onTurn: (id: string) => void;
  onMessage: (message: SseMessage) => void;
}

/** Asks, and reads the answer to its end, however often the connection breaks. */
export async function ask(conversation: string, question: string, reader: Reader, stopped: AbortSignal): Promise<void> {
  const response = await fetch(`/v1/conversations/${conversation}/turns`, {
    method: 'POST', headers: headersOf({ 'content-type': 'application/json' }), body: JSON.stringify({ question }), signal: stopped, cache: 'no-store',
  });
  await refuse(response);
  const turn = response.headers.get('raposa-turn') ?? '';
  reader.onTurn(turn);
  const parser = new SseParser();
  if (!(await read(response, parser, reader))) {
    await resume(conversation, turn, reader, stopped, parser.lastId);
  }
}

/** Reads a turn on from the last event that was heard, or all of it. */
export async function resume(conversation: string, turn: string, reader: Reader, stopped: AbortSignal, lastId = ''): Promise<void> {
  for (let failures = 0; failures < mostFailures && !stopped.aborted; failures++) {
    const parser = new SseParser();
    parser.lastId = lastId;
    try {
      const response = await fetch(`/v1/conversations/${conversation}/turns/${turn}/events`, {
        headers: headersOf(lastId === '' ? {} : { 'last-event-id': lastId }), signal: stopped, cache: 'no-store',
      });
      if (response.status === 404) {
        break;
      }

      await refuse(response);
      if (await read(response, parser, reader)) {
        return;
      }

      failures = parser.lastId === lastId ? failures : 0;
      lastId = parser.lastId;
    } catch (failure) {
      if (stopped.aborted || (failure instanceof Problem && !failure.isTransient)) {
        throw failure;
      }
    }

    await new Promise((done) => setTimeout(done, 500 * 2 ** failures));
  }

  if (!stopped.aborted) {
    reader.onMessage({ id: lastId, event: 'error', data: JSON.stringify({ code: 'gone', message: 'The answer was lost before it was kept. Ask again.' }) });
  }
}

/** True when its end was heard. A stream that breaks by itself is no error: it is read on. */
async function read(response: Response, parser: SseParser, reader: Reader): Promise<boolean> {
  const parts = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let part = await parts.read(); !part.done; part = await parts.read()) {
      for (const message of parser.push(part.value)) {
        // Said by whoever relays the stream, not by the answer: it can be read on.
        if (message.event === 'error' && message.data.includes('"code":"stream-broken"')) {
          return false;
        }

        reader.onMessage(message);
        if (message.event === 'done' || message.event === 'error') {
          return true;
        }
      }
    }
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
  }

  return false;
}

async function refuse(response: Response) {
  if (response.status === 401) {
    session.end('expired');
  }

  if (!response.ok) {
    throw Problem.from(response.status, await response.json().catch(() => undefined));
  }
}

function headersOf(more: Record<string, string>): Record<string, string> {
  return { accept: 'text/event-stream', authorization: `Bearer ${session.get()?.accessToken ?? ''}`, ...more };
}
