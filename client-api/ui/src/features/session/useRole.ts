import { useSession } from '../../api/session';
import type { Role } from '../../api/types';
import { mayDo, type Permission } from './permissions';

/** The reader's role in the organization they look at. */
export function useRole(): Role | undefined {
  const current = useSession();
  return current?.organizations.find((candidate) => candidate.id === current.organization)?.role;
}

export function useMay(permission: Permission): boolean {
  return mayDo(useRole(), permission);
}
