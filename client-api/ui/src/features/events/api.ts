import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';
import { parseExactly } from '../../format/json';
import type { TrailEvent } from '../../api/types';
import { type EventFilter, queryOf, type Span } from './filter';

export function useEvents(filter: EventFilter, span: Span | undefined) {
  return useInfiniteQuery({
    queryKey: ['events', 'list', filter, span],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/v1/events', { params: { query: { ...queryOf(filter, span, Date.now()), limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: nextOf,
    // An empty list waits for its first event.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.events.length === 0 ? 5_000 : false),
  });
}

/** Whether this organization has received anything at all. */
export function useHasEvents() {
  return useQuery({
    queryKey: ['events', 'any'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/v1/events', { params: { query: { limit: 1 } }, signal }))).events.length > 0,
  });
}

/** One event with its record, every number of it as AWS wrote it. */
export function useEvent(eventId: string) {
  return useQuery({
    queryKey: ['events', 'one', eventId],
    // An event never changes.
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      parseExactly(await bodyOf(api.GET('/v1/events/{eventId}', { params: { path: { eventId } }, signal, parseAs: 'text' }))) as TrailEvent,
  });
}
