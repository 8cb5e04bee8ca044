import { expect, test } from 'vitest';
import type { CredentialSecret } from '../../api/types';
import { liveSecrets, nextEnd } from './credentials';

const now = Date.parse('2026-03-01T12:00:00Z');
const secret = (id: string, more: Partial<CredentialSecret> = {}): CredentialSecret => ({ id, createdAt: '2026-01-01T00:00:00Z', ...more });

test('a secret lives until it is revoked or expires', () => {
  const secrets = [
    secret('fresh'), secret('revoked', { revokedAt: '2026-02-01T00:00:00Z' }),
    secret('expired', { expiresAt: '2026-03-01T12:00:00Z' }), secret('ending', { expiresAt: '2026-03-01T12:00:01Z', revokedAt: null }),
  ];
  expect(liveSecrets({ id: 'c', name: 'n', createdAt: '', secrets }, now).map((live) => live.id)).toEqual(['fresh', 'ending']);
});

test('the next end is the earliest one', () => {
  expect(nextEnd([secret('a'), secret('b', { expiresAt: '2026-03-03T00:00:00Z' }), secret('c', { expiresAt: '2026-03-02T23:00:00-03:00' })]))
    .toBe('2026-03-03T00:00:00Z');
  expect(nextEnd([secret('a', { expiresAt: null })])).toBeUndefined();
});
