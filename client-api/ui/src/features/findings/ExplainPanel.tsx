import type { FindingExplanation } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Json } from '../../components/Json';
import { Panel } from '../../components/Panel';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { counted } from '../../format/numbers';
import { useExplanation } from './api';

/** Why it says so: the rule, the documents and places that were read, and whether the same comes out of them again. */
export function ExplainPanel({ id }: { id: string }) {
  const query = useExplanation(id);
  return (
    <Panel title="Why it says so" isFlush actions={query.data !== undefined && <Verdict explanation={query.data} />}>
      <Answered query={query} what="the explanation" rows={3}>{(explanation) => <Body explanation={explanation} />}</Answered>
    </Panel>
  );
}

function Verdict({ explanation }: { explanation: FindingExplanation }) {
  return explanation.isSame == null ? <Badge>Not worked out again</Badge>
    : explanation.isSame ? <Badge look="good">The same comes out again</Badge>
    : <Badge look="bad">Something else comes out now</Badge>;
}

function Body({ explanation }: { explanation: FindingExplanation }) {
  return (
    <div className="explain">
      <p><strong>{explanation.rule}</strong></p>
      <p>{explanation.recomputed}{explanation.asOf != null && <> <span className="quiet">From the snapshots of <Time at={explanation.asOf} />.</span></>}</p>
      {explanation.documents.length > 0 && (
        <Table
          label="Documents it was decided from"
          rows={explanation.documents}
          id={(document) => `${document.source} ${document.accountId} ${document.region} ${document.key}`}
          columns={[
            { title: 'Document', cell: (document) => <div className="finding-what"><code className="break">{document.key}</code><span className="quiet finding-kind">{document.source} {document.accountId} {document.region}</span></div> },
            { title: 'Places read', cell: (document) => <span className="ports">{document.fields.map((field) => <code key={field} className="break">{field}</code>)}</span> },
            { title: 'Snapshot and SHA-256', cell: (document) => <div className="finding-what"><code className="break finding-kind">{document.snapshotId}</code><code className="break finding-kind quiet">{document.sha256.slice(0, 16)}…</code></div> },
          ]}
        />
      )}
      {explanation.documents.length === 0 && explanation.snapshots.length > 0 && <p className="quiet">{counted(explanation.snapshots.length, 'snapshot')} were read as a whole.</p>}
      {explanation.witness != null && <details><summary>The proof</summary><Json value={explanation.witness} what="the proof" /></details>}
    </div>
  );
}
