import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

const queryKey = ['accounts'];

export function useAccounts() {
  return useQuery({ queryKey, queryFn: ({ signal }) => bodyOf(api.GET('/v1/accounts', { signal })) });
}

export function useClaimAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { accountId: string; name: string }) => bodyOf(api.POST('/v1/accounts', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}

export function useReleaseAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) => bodyOf(api.DELETE('/v1/accounts/{accountId}', { params: { path: { accountId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}
