import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';
import type { FindingStatus, Severity } from '../../api/types';

export interface FindingFilter {
  status?: FindingStatus;
  /** The least. */
  severity?: Severity;
}

export function useFindings(filter: FindingFilter) {
  return useInfiniteQuery({
    queryKey: ['findings', 'list', filter],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/v1/findings', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: nextOf,
  });
}

export function useFinding(id: string) {
  return useQuery({
    queryKey: ['findings', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/findings/{id}', { params: { path: { id } }, signal })),
  });
}
