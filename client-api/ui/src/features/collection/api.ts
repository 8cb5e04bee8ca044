import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

const key = ['sources'];

/** Every source of every account, asked again every few seconds: runs come and go while somebody looks. */
export function useSources() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/v1/sources', { signal }))).sources,
    refetchInterval: 5_000,
  });
}

export function useRunSource() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ accountId, source, region }: { accountId: string; source: string; region?: string }) =>
      bodyOf(api.POST('/v1/accounts/{accountId}/sources/{source}/run', { params: { path: { accountId, source }, query: { region } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}
