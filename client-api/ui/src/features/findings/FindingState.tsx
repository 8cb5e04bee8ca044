import type { Finding } from '../../api/types';
import { Badge } from '../../components/Badge';

/** Open, resolved or closed; and whether somebody set it aside. */
export function FindingState({ finding }: { finding: Finding }) {
  return (
    <>
      {finding.status === 'open' && <Badge look="bad">Open</Badge>}
      {finding.status === 'resolved' && <Badge look="good">Resolved</Badge>}
      {finding.status === 'closed' && <Badge title="What it was seen in is not read any more: whether it still is so is not known.">No longer observed</Badge>}
      {finding.suppression?.isActive === true && <> <Badge title={finding.suppression.reason}>Suppressed</Badge></>}
    </>
  );
}
