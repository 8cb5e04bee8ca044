import { SseParser } from '../../api/sse';
import type { ActivityEntry } from './activity';

export type StreamState = 'connecting' | 'live' | 'offline';

interface Watcher {
  token: string;
  onEntries: (entries: ActivityEntry[]) => void;
  onState: (state: StreamState) => void;
  onUnauthorized: () => void;
}

/** The platform sends at least a comment every 15 seconds; three of them missed is a dead connection. */
const silence = 45_000;
const longestWait = 30_000;

/**
 * Follows `GET /v1/activity` until stopped, resuming after the last entry seen whenever the connection ends.
 * It is fetch and not EventSource because the token travels in a header.
 */
export function watchActivity(watcher: Watcher): () => void {
  const stopped = new AbortController();
  void follow(watcher, stopped.signal);
  return () => stopped.abort();
}

async function follow(watcher: Watcher, stopped: AbortSignal) {
  let lastId = '';
  let asked: number | undefined;
  for (let failures = 0; !stopped.aborted; failures++) {
    watcher.onState(failures === 0 ? 'connecting' : 'offline');
    const connection = new AbortController();
    const stop = () => connection.abort();
    stopped.addEventListener('abort', stop);
    let watchdog = setTimeout(stop, silence);
    const parser = new SseParser();
    parser.lastId = lastId;
    try {
      const response = await fetch('/v1/activity', { headers: headersOf(watcher.token, lastId), signal: connection.signal, cache: 'no-store' });
      if (response.status === 401) {
        watcher.onUnauthorized();
        return;
      }

      if (response.ok && response.body !== null) {
        failures = 0;
        watcher.onState('live');
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(watchdog);
          watchdog = setTimeout(stop, silence);
          const entries = parser.push(part.value).flatMap((message) => entryOf(message.data));
          lastId = parser.lastId;
          asked = parser.retry ?? asked;
          if (entries.length > 0) {
            watcher.onEntries(entries);
          }
        }
      }
    } catch {
      // A connection that failed or was given up: the loop says so and tries again.
    } finally {
      clearTimeout(watchdog);
      stopped.removeEventListener('abort', stop);
    }

    if (!stopped.aborted) {
      watcher.onState('offline');
      await waiting(asked ?? waitAfter(failures), stopped);
    }
  }
}

function headersOf(token: string, lastId: string): Record<string, string> {
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
  return lastId === '' ? headers : { ...headers, 'last-event-id': lastId };
}

/** Doubles from one second to thirty, each cut by up to half so that many pages do not come back in step. */
export function waitAfter(failures: number, random: number = Math.random()): number {
  return Math.min(1000 * 2 ** failures, longestWait) * (1 - random / 2);
}

function entryOf(data: string): ActivityEntry[] {
  try {
    const entry = JSON.parse(data) as Partial<ActivityEntry> | null;
    return typeof entry?.kind === 'string' && typeof entry.at === 'string' ? [entry as ActivityEntry] : [];
  } catch {
    return [];
  }
}

function waiting(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
