import type { Provenance } from '../../api/types';
import { Badge } from '../../components/Badge';

const words: Record<Provenance, [name: string, meaning: string]> = {
  pulled: ['Pulled', 'Read by the platform’s own role, without a digest'],
  authenticatedChannel: ['Authenticated channel', 'Sent with an API key over TLS; the body is not signed'],
  signedBody: ['Signed body', 'The body was signed with the organization’s secret (HMAC-SHA256)'],
  signedByKey: ['Signed by key', 'The body was signed with the organization’s private key (ed25519)'],
  digestVerified: ['Digest verified', 'CloudTrail’s own digest chain proves the log file'],
};

/** How sure we are where an event came from. */
export function ProvenanceMark({ value }: { value: Provenance }) {
  const [name, meaning] = words[value];
  return <Badge look={value === 'pulled' || value === 'authenticatedChannel' ? 'quiet' : 'good'} title={meaning}>{name}</Badge>;
}
