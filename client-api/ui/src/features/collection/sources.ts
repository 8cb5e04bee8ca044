import type { SourceState, SourceStatus } from '../../api/types';

/** How each state is called, from the worst to the best, and how much it should worry the reader. */
export const states: [state: SourceState, name: string, look: 'bad' | 'good' | 'quiet'][] = [
  ['circuitOpen', 'Given a rest', 'bad'],
  ['silent', 'Silent', 'bad'],
  ['failing', 'Failing', 'bad'],
  ['late', 'Late', 'bad'],
  ['neverRun', 'Not read yet', 'quiet'],
  ['notEnabled', 'Not switched on', 'quiet'],
  ['healthy', 'Healthy', 'good'],
];

export function stateName(state: SourceState): string {
  return states.find(([one]) => one === state)?.[1] ?? state;
}

export interface SourceFilter {
  words?: string;
  state?: string;
  accountId?: string;
}

export function readFilter(search: URLSearchParams): SourceFilter {
  const value = (name: string) => search.get(name) ?? undefined;
  return { words: value('words'), state: value('state'), accountId: value('accountId') };
}

export function matching(sources: readonly SourceStatus[], { words, state, accountId }: SourceFilter): SourceStatus[] {
  const wanted = (words ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  return sources.filter((source) => {
    const text = [source.source, source.description, source.accountId, source.region ?? ''].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word))
      && (state === undefined || source.state === state)
      && (accountId === undefined || source.accountId === accountId);
  });
}

/** One source with all the accounts and regions that it is read in, the worst first. */
export interface SourceGroup {
  source: string;
  description: string;
  places: SourceStatus[];
  worst: SourceState;
}

export function groupsOf(sources: readonly SourceStatus[]): SourceGroup[] {
  const groups = new Map<string, SourceStatus[]>();
  for (const source of sources) {
    groups.set(source.source, [...(groups.get(source.source) ?? []), source]);
  }

  const rank = (state: SourceState) => states.findIndex(([one]) => one === state);
  return [...groups.values()]
    .map((places) => {
      const sorted = places.toSorted((one, other) => rank(one.state) - rank(other.state) || placeOf(one).localeCompare(placeOf(other)));
      return { source: sorted[0]!.source, description: sorted[0]!.description ?? '', places: sorted, worst: sorted[0]!.state };
    })
    .toSorted((one, other) => rank(one.worst) - rank(other.worst) || one.source.localeCompare(other.source));
}

export function placeOf({ accountId, region }: SourceStatus): string {
  return region == null ? accountId : `${accountId} ${region}`;
}

/** How many are in each state that any is in, the worst first. */
export function countsOf(sources: readonly SourceStatus[]): [state: SourceState, count: number][] {
  return states
    .map(([state]): [SourceState, number] => [state, sources.filter((source) => source.state === state).length])
    .filter(([, count]) => count > 0);
}
