import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { Role } from '../../api/types';

// The organization of the access token, whichever that is.
const path = { organization: 'current' };

export function useOrganization() {
  return useQuery({
    queryKey: ['organization'],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/{organization}', { params: { path }, signal })),
  });
}

export function useChangeSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { rejectsUnclaimedAccounts: boolean }) =>
      bodyOf(api.PATCH('/v1/organizations/{organization}/settings', { params: { path }, body })),
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
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/organizations/{organization}/members', { params: { path }, signal })),
  });
}

export function useAddMember() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: Role }) =>
      bodyOf(api.POST('/v1/organizations/{organization}/members', { params: { path }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
}

export function useRemoveMember() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (personId: string) =>
      bodyOf(api.DELETE('/v1/organizations/{organization}/members/{personId}', { params: { path: { ...path, personId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
}
