import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';
import type { IncidentStatus } from '../../api/types';
import type { IncidentFilter } from './filter';

export function useIncidents(filter: IncidentFilter) {
  return useInfiniteQuery({
    queryKey: ['incidents', 'list', filter],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET('/v1/incidents', { params: { query: { ...filter, limit: 30, cursor: pageParam } }, signal })),
    getNextPageParam: nextOf,
  });
}

/** The latest open ones: enough to count them on the overview. */
export function useOpenIncidents() {
  return useQuery({
    queryKey: ['incidents', 'open'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/incidents', { params: { query: { status: 'open', limit: 200 } }, signal })),
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: ['incidents', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/incidents/{id}', { params: { path: { id } }, signal })),
  });
}

export function useSetIncidentStatus(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (status: IncidentStatus) => bodyOf(api.PUT('/v1/incidents/{id}/status', { params: { path: { id } }, body: { status } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

export function useReviews(id: string) {
  return useQuery({
    queryKey: ['incidents', 'review', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/incidents/{id}/review', { params: { path: { id } }, signal })),
  });
}

/** A new version if the evidence changed since the last one; else the last one again. It may take as long as a model does. */
export function useWriteReview(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/incidents/{id}/review', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['incidents', 'review', id] }),
  });
}

export function useAcceptReview(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => bodyOf(api.POST('/v1/incidents/{id}/review/{version}/accept', { params: { path: { id, version } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['incidents', 'review', id] }),
  });
}
