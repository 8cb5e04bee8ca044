import { Link, useParams } from 'react-router';
import type { Finding } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Fact, Facts } from '../../components/Facts';
import { Json } from '../../components/Json';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { useFinding } from './api';

const steps = { opened: 'Opened', changed: 'Changed', resolved: 'Resolved', reopened: 'Opened again' } as const;

export function FindingPage() {
  const { id } = useParams();
  const query = useFinding(id!);
  return (
    <Page title={query.data?.title ?? 'A finding'} trail={<Link to="/findings">Findings</Link>}>
      <Answered query={query} what="the finding">{(finding) => <Body finding={finding} />}</Answered>
    </Page>
  );
}

function Body({ finding }: { finding: Finding }) {
  return (
    <>
      <Panel>
        <div className="incident-marks">
          <Severity value={finding.severity} />
          <Badge look={finding.status === 'open' ? 'bad' : 'good'}>{finding.status === 'open' ? 'Open' : 'Resolved'}</Badge>
        </div>
        <p>{finding.detail}</p>
        <Facts>
          <Fact name="Kind"><code>{finding.kind}</code></Fact>
          <Fact name="About" isWide><code className="break">{finding.subject}</code></Fact>
          {finding.accountId != null && <Fact name="Account"><code>{finding.accountId}</code></Fact>}
          {finding.region != null && <Fact name="Region"><code>{finding.region}</code></Fact>}
          <Fact name="First seen"><Time at={finding.firstSeenAt} /></Fact>
          <Fact name="Last seen"><Time at={finding.lastSeenAt} /></Fact>
        </Facts>
      </Panel>
      <Panel title="Evidence"><Json value={finding.evidence} what="the evidence" /></Panel>
      <Panel title="History" isFlush>
        <Table
          label="History"
          rows={finding.history ?? []}
          id={(step) => `${step.at} ${step.kind}`}
          columns={[
            { title: 'When', cell: (step) => <Time at={step.at} /> },
            { title: 'Step', cell: (step) => steps[step.kind] },
            { title: 'Severity', cell: (step) => <Severity value={step.severity} /> },
            { title: 'It said', cell: (step) => step.title },
          ]}
        />
      </Panel>
    </>
  );
}
