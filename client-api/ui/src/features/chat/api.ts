import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { firstPage, nextOf } from '../../api/pages';

export function useConversations() {
  return useInfiniteQuery({
    queryKey: ['conversations', 'list'],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) => bodyOf(api.GET('/v1/conversations', { params: { query: { limit: 30, cursor: pageParam } }, signal })),
    getNextPageParam: nextOf,
  });
}

export function useConversation(id: string | undefined) {
  return useQuery({
    queryKey: ['conversations', 'one', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/conversations/{id}', { params: { path: { id: id! } }, signal })),
  });
}

/** Begins one; the first question becomes its title. */
export function beginConversation() {
  return bodyOf(api.POST('/v1/conversations', { body: { title: null } }));
}

export function stopAnswer(id: string, turn: string) {
  return bodyOf(api.DELETE('/v1/conversations/{id}/turns/{turn}', { params: { path: { id, turn } } }));
}

export function useRenameConversation(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => bodyOf(api.PATCH('/v1/conversations/{id}', { params: { path: { id } }, body: { title } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['conversations'] }),
  });
}

export function useDeleteConversation(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/v1/conversations/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['conversations', 'one', id] });
      return queries.invalidateQueries({ queryKey: ['conversations', 'list'] });
    },
  });
}
