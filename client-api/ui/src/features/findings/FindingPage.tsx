import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Finding } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { Fact, Facts } from '../../components/Facts';
import { Json } from '../../components/Json';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { Severity } from '../../components/Severity';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { useMay } from '../session/useRole';
import { useFinding, useLiftSuppression } from './api';
import { ExplainPanel } from './ExplainPanel';
import { addressOf } from './filter';
import { FindingHistory } from './FindingHistory';
import { FindingState } from './FindingState';
import { factorName, formulaOf, levelName } from './priorities';
import { Priority } from './Priority';
import { SuppressDialog } from './SuppressDialog';
import './findings.css';

export function FindingPage() {
  const { id } = useParams();
  const query = useFinding(id!);
  return (
    <Page title={query.data?.title ?? 'A finding'} trail={<Link to="/findings">Findings</Link>} actions={query.data !== undefined && <Actions finding={query.data} />}>
      <Answered query={query} what="the finding">{(finding) => <Body finding={finding} />}</Answered>
    </Page>
  );
}

function Actions({ finding }: { finding: Finding }) {
  const [isAsking, setIsAsking] = useState(false);
  const lift = useLiftSuppression(finding.id);
  if (!useMay('manageFindings')) {
    return null;
  }

  return (
    <>
      {finding.suppression?.isActive === true && <Button isBusy={lift.isPending} onClick={() => lift.mutate()}>Lift the suppression</Button>}
      <Button onClick={() => setIsAsking(true)}>{finding.suppression?.isActive === true ? 'Suppress anew' : 'Suppress'}</Button>
      {lift.error !== null && <ProblemNote error={lift.error} />}
      {isAsking && <SuppressDialog finding={finding} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function Body({ finding }: { finding: Finding }) {
  return (
    <>
      {finding.suppression?.isActive === true && (
        <div className="note">
          <p className="note-title">Suppressed until <Time at={finding.suppression.until} shape="day" /></p>
          <p>“{finding.suppression.reason}” said {finding.suppression.authorName} on <Time at={finding.suppression.at} shape="day" />.</p>
        </div>
      )}
      <Panel>
        <div className="incident-marks">
          <Severity value={finding.severity} />
          <FindingState finding={finding} />
          <Priority value={finding.priority} />
        </div>
        <p className="finding-detail">{finding.detail}</p>
        <Facts>
          <Fact name="Kind"><Link to={addressOf({ kind: finding.kind })}><code>{finding.kind}</code></Link></Fact>
          <Fact name="About" isWide><Link to={addressOf({ subject: finding.subject, status: 'any' })}><code className="break">{finding.subject}</code></Link></Fact>
          {finding.accountId != null && <Fact name="Account"><Link to={addressOf({ account: finding.accountId })}><code>{finding.accountId}</code></Link></Fact>}
          {finding.region != null && <Fact name="Region"><code>{finding.region}</code></Fact>}
          <Fact name="First seen"><Time at={finding.firstSeenAt} /></Fact>
          <Fact name="Last seen"><Time at={finding.lastSeenAt} /></Fact>
        </Facts>
      </Panel>
      <PriorityPanel priority={finding.priority} />
      <ExplainPanel id={finding.id} />
      <Panel title="Evidence"><Json value={finding.evidence} what="the evidence" /></Panel>
      <FindingHistory history={finding.history ?? []} />
    </>
  );
}

function PriorityPanel({ priority }: { priority: Finding['priority'] }) {
  return (
    <Panel title="Why this priority" actions={<span className="quiet number">{formulaOf(priority.factors ?? [], priority.score)}</span>} isFlush>
      <Table
        label="Factors of the priority"
        rows={priority.factors ?? []}
        id={(factor) => factor.name}
        columns={[
          { title: 'Factor', cell: factorName },
          { title: 'Is', cell: (factor) => <span className={factor.level === 'unknown' ? 'is-unknown' : ''}>{levelName(factor)}</span> },
          { title: 'Because', cell: (factor) => factor.why },
          { title: 'Weight', cell: (factor) => <span className="number">× {factor.weight}</span> },
        ]}
      />
      <p className="panel-foot quiet">
        {priority.asOf == null ? 'No analysis has worked it out yet.' : <>As of <Time at={priority.asOf} />.</>} What is unknown weighs like the worst.
      </p>
    </Panel>
  );
}
