import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

const key = ['rules'];

export function useRules() {
  return useQuery({
    queryKey: [...key, 'list'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/v1/rules', { signal }))).rules,
  });
}

export function useRule(id: string) {
  return useQuery({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/rules/{id}', { params: { path: { id } }, signal })),
  });
}

export function useAddRules() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (yaml: string) => (await bodyOf(api.POST('/v1/rules', { body: { yaml } }))).rules,
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useSetRuleEnabled() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isEnabled }: { id: string; isEnabled: boolean }) =>
      bodyOf(api.PUT('/v1/rules/{id}/enabled', { params: { path: { id } }, body: { enabled: isEnabled } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useRemoveRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => bodyOf(api.DELETE('/v1/rules/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...key, 'list'] }),
  });
}
