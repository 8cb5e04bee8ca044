import type { Credential, CredentialSecret } from '../../api/types';

/** Secrets that sign now: neither revoked nor expired. */
export function liveSecrets(credential: Credential, now: number): CredentialSecret[] {
  return credential.secrets.filter((secret) => !hasEnded(secret.revokedAt, now) && !hasEnded(secret.expiresAt, now));
}

/** The first of several live secrets to end, if any of them will. */
export function nextEnd(secrets: readonly CredentialSecret[]): string | undefined {
  return secrets.flatMap((secret) => secret.expiresAt ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function hasEnded(at: string | null | undefined, now: number): boolean {
  return at !== null && at !== undefined && Date.parse(at) <= now;
}
