import { expect, test } from 'vitest';
import { mayDo, rolesUpTo } from './permissions';

test.each([
  ['auditor', 'manageRules', false], ['analyst', 'manageRules', true], ['analyst', 'manageCredentials', false],
  ['admin', 'manageCredentials', true], ['admin', 'manageOrganization', false], ['owner', 'manageOrganization', true],
  [undefined, 'manageRules', false],
] as const)('%s offers %s: %s', (role, permission, expected) => {
  expect(mayDo(role, permission)).toBe(expected);
});

test('nobody gives a role above their own', () => {
  expect(rolesUpTo('admin')).toEqual(['auditor', 'analyst', 'admin']);
  expect(rolesUpTo(undefined)).toEqual([]);
});
