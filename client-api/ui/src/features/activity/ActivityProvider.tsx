import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { session } from '../../api/session';
import { type ActivityEntry, withEntries } from './activity';
import { type StreamState, watchActivity } from './watch';

interface Activity {
  entries: ActivityEntry[];
  state: StreamState;
}

const Context = createContext<Activity>({ entries: [], state: 'connecting' });

export function useActivity(): Activity {
  return use(Context);
}

// What is fetched anew when something of that kind happened. Lists of events are not: their page offers it.
const stale: Record<string, string[]> = {
  batch: ['events', 'any'],
  incident: ['incidents'],
  finding: ['findings'],
  rule: ['rules'],
  credential: ['credentials'],
  account: ['accounts'],
  member: ['members'],
  organization: ['organization'],
};

/** One stream of what happens for the whole page. Mount it anew (by key) for another token or organization. */
export function ActivityProvider({ token, children }: { token: string; children: ReactNode }) {
  const [entries, setEntries] = useState<ActivityEntry[]>([]);
  const [state, setState] = useState<StreamState>('connecting');
  const queries = useQueryClient();

  useEffect(() => {
    // A burst of entries is one refresh: half a second is below what a reader notices.
    const kinds = new Set<string>();
    let wasOffline = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const kind of kinds) {
        void queries.invalidateQueries({ queryKey: stale[kind] });
      }
      kinds.clear();
    };

    const stop = watchActivity({
      token,
      onState: (next) => {
        setState(next);
        if (next === 'live' && wasOffline) {
          // What happened meanwhile may be more than the stream still knows.
          void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'events' });
        }
        wasOffline = next === 'offline';
      },
      onUnauthorized: () => session.end('expired'),
      onEntries: (arrived) => {
        setEntries((known) => withEntries(known, arrived));
        for (const entry of arrived) {
          const kind = entry.kind.split('.')[0]!;
          if (kind in stale) {
            kinds.add(kind);
          }
        }
        timer ??= setTimeout(refresh, 500);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [token, queries]);

  const activity = useMemo(() => ({ entries, state }), [entries, state]);
  return <Context value={activity}>{children}</Context>;
}
