import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';
import type { FindingFilter } from './filter';

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

export function useExplanation(id: string) {
  return useQuery({
    queryKey: ['findings', 'explanation', id],
    staleTime: 60_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/findings/{id}/explain', { params: { path: { id } }, signal })),
  });
}

/** The open ones in numbers. */
export function useFindingSummary() {
  return useQuery({
    queryKey: ['findings', 'summary'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/findings/summary', { signal })),
  });
}

export function useSuppress(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string; until: string }) =>
      bodyOf(api.PUT('/v1/findings/{id}/suppression', { params: { path: { id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['findings'] }),
  });
}

export function useLiftSuppression(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/v1/findings/{id}/suppression', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['findings'] }),
  });
}
