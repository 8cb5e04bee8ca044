import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { Organization, Role } from '../../api/types';

export function useOrganization() {
  return useQuery({
    queryKey: ['organization'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/current', { signal })),
  });
}

export function useChangeSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: Organization['settings']) => bodyOf(api.PUT('/v1/organizations/current/settings', { body: settings })),
    onSuccess: (organization) => queries.setQueryData(['organization'], organization),
  });
}

export function useCreateOrganization() {
  return useMutation({
    mutationFn: (name: string) => bodyOf(api.POST('/v1/organizations', { body: { name } })),
  });
}

export function useMembers() {
  return useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/current/members', { signal })),
  });
}

export function useAddMember() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: Role }) => bodyOf(api.POST('/v1/organizations/current/members', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
}

export function useRemoveMember() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (personId: string) =>
      bodyOf(api.DELETE('/v1/organizations/current/members/{personId}', { params: { path: { personId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
}
