import type { FindingChange } from '../../api/types';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';

const steps: Record<FindingChange['kind'], string> = {
  opened: 'Opened', changed: 'Changed', resolved: 'Resolved', reopened: 'Opened again', closed: 'No longer observed', suppressed: 'Suppressed',
  suppressionLifted: 'Suppression lifted', suppressionExpired: 'Suppression ended',
};

/** The finding's life, the latest step first. */
export function FindingHistory({ history }: { history: readonly FindingChange[] }) {
  return (
    <Panel title="History" isFlush>
      <Table
        label="History"
        rows={history.toReversed()}
        id={(step) => `${step.at} ${step.kind}`}
        columns={[
          { title: 'When', cell: (step) => <Time at={step.at} /> },
          { title: 'Step', cell: (step) => steps[step.kind] },
          { title: 'Severity', cell: (step) => <Severity value={step.severity} /> },
          { title: 'What changed', cell: (step) => <Changed step={step} /> },
        ]}
      />
    </Panel>
  );
}

function Changed({ step }: { step: FindingChange }) {
  return (
    <div className="history-change">
      {step.authorName != null && <span>By {step.authorName}{step.until != null && <> until <Time at={step.until} shape="day" /></>}</span>}
      {step.note != null && step.note !== 'no_longer_observed' && <span>“{step.note}”</span>}
      {step.differences.slice(0, 6).map((one) => (
        <span key={one.path}><code>{one.path}</code> {shown(one.old)} → {shown(one.new)}</span>
      ))}
      {step.differences.length > 6 && <span className="quiet">and {step.differences.length - 6} more places</span>}
      {step.runId != null && <span className="quiet">seen by analysis or run <code>{step.runId}</code></span>}
    </div>
  );
}

function shown(value: unknown) {
  const text = value === null || value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return <code className="break">{text.length > 120 ? `${text.slice(0, 120)}…` : text}</code>;
}
