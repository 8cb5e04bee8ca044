import { Link, useParams } from 'react-router';
import { asProblem } from '../../api/problem';
import type { Incident } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Arn } from '../../components/Arn';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { Fact, Facts } from '../../components/Facts';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Techniques } from '../../components/Techniques';
import { Time, TimeAgo } from '../../components/Time';
import { counted } from '../../format/numbers';
import { duration } from '../../format/times';
import { useMay } from '../session/useRole';
import { useIncident, useSetIncidentStatus } from './api';
import './incidents.css';
import { ReviewPanel } from './ReviewPanel';
import { Timeline } from './Timeline';

export function IncidentPage() {
  const { id = '' } = useParams();
  const query = useIncident(id);
  const mayManage = useMay('manageIncidents');
  return (
    <Page
      title={query.data?.title ?? 'Incident'}
      trail={<Link to="/incidents">Incidents</Link>}
      actions={query.data !== undefined && mayManage && <StatusButton incident={query.data} />}
    >
      <Answered query={query} what="the incident" rows={8}>
        {(incident) => (
          <>
            <Panel>
              <div className="incident-marks">
                <Severity value={incident.severity} />
                <Badge look={incident.status === 'open' ? 'bad' : 'quiet'}>{incident.status === 'open' ? 'Open' : 'Closed'}</Badge>
              </div>
              <IncidentFacts incident={incident} />
            </Panel>
            <ReviewPanel incident={incident.id} />
            <Panel title={`Timeline · ${counted(incident.timeline?.length ?? 0, 'hit')}`} isFlush>
              <Timeline entries={incident.timeline ?? []} />
            </Panel>
          </>
        )}
      </Answered>
    </Page>
  );
}

function StatusButton({ incident }: { incident: Incident }) {
  const change = useSetIncidentStatus(incident.id);
  const isOpen = incident.status === 'open';
  return (
    <>
      {change.error !== null && <span className="field-error" role="alert">{asProblem(change.error).title}</span>}
      <Button isBusy={change.isPending} onClick={() => change.mutate(isOpen ? 'closed' : 'open')}>{isOpen ? 'Close the incident' : 'Open it again'}</Button>
    </>
  );
}

function IncidentFacts({ incident }: { incident: Incident }) {
  const lasted = Date.parse(incident.lastEventAt) - Date.parse(incident.firstEventAt);
  return (
    <Facts>
      <Fact name="Actor" isWide>
        <code><Arn text={incident.actor} /></code>
        <p className="fact-links">
          <Link to={`/events?actor=${encodeURIComponent(incident.actor)}`}>All their events</Link>
          <Link to={`/incidents?actor=${encodeURIComponent(incident.actor)}`}>All their incidents</Link>
        </p>
      </Fact>
      <Fact name="Techniques" isWide><Techniques ids={incident.techniques} /></Fact>
      <Fact name={incident.sourceIps.length === 1 ? 'Source address' : 'Source addresses'}>
        <EventLinks parameter="sourceIp" values={incident.sourceIps} />
      </Fact>
      <Fact name={incident.accountIds.length === 1 ? 'AWS account' : 'AWS accounts'}>
        <EventLinks parameter="accountId" values={incident.accountIds} />
      </Fact>
      <Fact name="First event"><Time at={incident.firstEventAt} /></Fact>
      <Fact name="Last event"><Time at={incident.lastEventAt} /></Fact>
      <Fact name="Lasted"><span className="number">{duration(lasted)}</span></Fact>
      <Fact name="Opened"><Time at={incident.openedAt} /></Fact>
      <Fact name="Updated"><TimeAgo at={incident.updatedAt} /></Fact>
    </Facts>
  );
}

function EventLinks({ parameter, values }: { parameter: string; values: readonly string[] }) {
  return values.length === 0
    ? <span className="quiet">None recorded</span>
    : <ul>{values.map((value) => <li key={value}><Link className="mono" to={`/events?${parameter}=${encodeURIComponent(value)}`}>{value}</Link></li>)}</ul>;
}
