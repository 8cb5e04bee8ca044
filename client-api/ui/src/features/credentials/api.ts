import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

const queryKey = ['credentials'];
const path = { organization: 'current' };

export function useCredentials() {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/{organization}/credentials', { params: { path }, signal })),
  });
}

export function useIssueCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      bodyOf(api.POST('/v1/organizations/{organization}/credentials', { params: { path }, body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}

export function useRotateCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentialId: string) =>
      bodyOf(api.POST('/v1/organizations/{organization}/credentials/{credentialId}/rotate', { params: { path: { ...path, credentialId } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}

export function useRevokeCredential() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentialId: string) =>
      bodyOf(api.DELETE('/v1/organizations/{organization}/credentials/{credentialId}', { params: { path: { ...path, credentialId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}
