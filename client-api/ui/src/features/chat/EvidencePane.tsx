import { Link } from 'react-router';
import type { Evidence, Severity as SeverityName } from '../../api/types';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/CopyButton';
import { Fact, Facts } from '../../components/Facts';
import { Icon } from '../../components/Icon';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Time } from '../../components/Time';

const kinds = { finding: 'Finding', incident: 'Incident', resource: 'Resource', table: 'Table', reconciliation: 'Reconciliation' } as const;

/** One piece of evidence beside the answer that cites it. */
export function EvidencePane({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const place = placeOf(evidence);
  return (
    <Panel
      className="evidence"
      title={`Evidence ${evidence.number}`}
      actions={<Button look="bare" aria-label="Close the evidence" onClick={onClose}><Icon name="close" /></Button>}
    >
      <p className="evidence-title">{evidence.title}</p>
      <div className="incident-marks">
        {evidence.severity != null && <Severity value={evidence.severity as SeverityName} />}
        {place !== undefined && <Link to={place}>Open the {kinds[evidence.kind].toLowerCase()}</Link>}
      </div>
      <p className="evidence-text break">{evidence.text}</p>
      <Facts>
        <Fact name="Kind">{kinds[evidence.kind]}</Fact>
        <Fact name="Name" isWide><code className="break">{evidence.id}</code> <CopyButton text={evidence.id} what="the name" /></Fact>
        {evidence.total != null && <Fact name="Rows"><span className="number">{evidence.total}</span></Fact>}
        {evidence.subject != null && <Fact name="About" isWide><code className="break">{evidence.subject}</code></Fact>}
        {evidence.accountId != null && <Fact name="Account"><code>{evidence.accountId}</code></Fact>}
        {evidence.region != null && <Fact name="Region"><code>{evidence.region}</code></Fact>}
        {evidence.seenAt != null && <Fact name="Seen"><Time at={evidence.seenAt} /></Fact>}
        {evidence.snapshotId != null && <Fact name="Snapshot" isWide><code className="break">{evidence.snapshotId}</code></Fact>}
        {evidence.documentSha256 != null && <Fact name="Document" isWide><code className="break">{evidence.documentSha256}</code></Fact>}
      </Facts>
    </Panel>
  );
}

function placeOf(evidence: Evidence): string | undefined {
  switch (evidence.kind) {
    case 'finding':
      return `/findings/${evidence.id}`;
    case 'incident':
      return `/incidents/${evidence.id.split('/')[0]}`;
    default:
      return undefined;
  }
}
