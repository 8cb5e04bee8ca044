import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

const queryKey = ['credentials'];

export function useCredentials() {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/current/credentials', { signal })),
  });
}

export function useIssueCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => bodyOf(api.POST('/v1/organizations/current/credentials', { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}

export function useRotateCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => bodyOf(api.POST('/v1/organizations/current/credentials/{id}/rotate', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}

export function useRevokeCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => bodyOf(api.DELETE('/v1/organizations/current/credentials/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}
