import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { session } from '../../api/session';

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => bodyOf(api.POST('/v1/sign-in', { body })),
    onSuccess: (started) => {
      queries.clear();
      session.start(started);
    },
  });
}

export function useAcceptInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; token: string; password: string }) => bodyOf(api.POST('/v1/invitations/accept', { body })),
    onSuccess: (started) => {
      queries.clear();
      session.start(started);
    },
  });
}

/** Another organization: a new token, and nothing kept of the one before. */
export function useSwitchOrganization() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (organization: string) => bodyOf(api.POST('/v1/session/organization', { body: { organization } })),
    onSuccess: (started) => {
      queries.clear();
      session.start(started);
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return () => {
    session.end('signed-out');
    queries.clear();
  };
}
