import { useSyncExternalStore } from 'react';
import type { Session } from './types';

const key = 'raposa.session';
const listeners = new Set<() => void>();
let current = read();

/** Why there is no session any more; the sign-in page says it. */
export type SignedOutReason = 'expired' | 'signed-out';
let reason: SignedOutReason | undefined;

/** The signed-in person. It lives in sessionStorage: this tab only, gone when it closes. */
export const session = {
  get: () => current,
  whyEnded: () => reason,
  start(next: Session) {
    reason = undefined;
    sessionStorage.setItem(key, JSON.stringify(next));
    set(next);
  },
  end(why: SignedOutReason) {
    reason = why;
    sessionStorage.removeItem(key);
    set(undefined);
  },
};

export function useSession(): Session | undefined {
  return useSyncExternalStore(subscribe, session.get);
}

function set(next: Session | undefined) {
  current = next;
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Session | undefined {
  const text = sessionStorage.getItem(key);
  if (text === null) {
    return undefined;
  }

  try {
    const stored = JSON.parse(text) as Session;
    return Date.parse(stored.expiresAt) > Date.now() ? stored : undefined;
  } catch {
    // Not ours, or of an older page: signing in again writes it anew.
    return undefined;
  }
}
