import type { Role } from '../../api/types';

const ranks: Record<Role, number> = { auditor: 1, analyst: 2, admin: 3, owner: 4 };

/** What the pages offer, by the least role that may. The platform decides; this only spares a refused click. */
const least = {
  ask: 'analyst',
  manageIncidents: 'analyst',
  manageFindings: 'analyst',
  manageRules: 'analyst',
  manageCollection: 'analyst',
  manageAccounts: 'admin',
  manageCredentials: 'admin',
  manageMembers: 'admin',
  manageOrganization: 'owner',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof least;

export function mayDo(role: Role | undefined, permission: Permission): boolean {
  return role !== undefined && ranks[role] >= ranks[least[permission]];
}

export function roleName(role: Role): string {
  return role[0]!.toUpperCase() + role.slice(1);
}

/** The roles somebody may give: nobody makes their better. */
export function rolesUpTo(role: Role | undefined): Role[] {
  return (Object.keys(ranks) as Role[]).filter((candidate) => role !== undefined && ranks[candidate] <= ranks[role]);
}
