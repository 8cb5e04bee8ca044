import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';
import { asProblem } from '../../api/problem';
import type { Dimension, InstanceFilter } from './coverage';

/** The share of live instances with a working sensor; null where no run has looked yet. */
export function useCoverage(by: Dimension) {
  return useQuery({
    queryKey: ['reconciliation', 'coverage', by],
    queryFn: async ({ signal }) => {
      try {
        return await bodyOf(api.GET('/v1/reconciliation/coverage', { params: { query: { by } }, signal }));
      } catch (error) {
        if (asProblem(error).status === 404) {
          return null;
        }
        throw error;
      }
    },
  });
}

/** What the last runs came to, newest first. */
export function useCoverageHistory() {
  return useQuery({
    queryKey: ['reconciliation', 'history'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/reconciliation/history', { params: { query: { limit: 60 } }, signal })),
  });
}

export function useInstances(filter: InstanceFilter) {
  return useInfiniteQuery({
    queryKey: ['reconciliation', 'instances', filter],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/v1/reconciliation', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: nextOf,
  });
}
