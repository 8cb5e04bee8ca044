import { Link } from 'react-router';
import { Answered } from '../../components/Answered';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { useActivity } from '../activity/ActivityProvider';
import { Feed } from '../activity/Feed';
import { useHasEvents } from '../events/api';
import { useOpenIncidents } from '../incidents/api';
import { IncidentList } from '../incidents/IncidentList';
import { ExposurePanel } from '../network/ExposurePanel';
import { CoveragePanel } from '../reconciliation/CoveragePanel';
import { FindingsPanel } from './FindingsPanel';
import { HowToSend } from './HowToSend';
import { OpenIncidents } from './OpenIncidents';
import './overview.css';
import { Throughput } from './Throughput';

/** How things stand, and what happens now. */
export function OverviewPage() {
  const hasEvents = useHasEvents();
  return (
    <Page title="Overview">
      <Standing />
      <Answered query={hasEvents} what="the overview" rows={6}>
        {(any) => any ? <Living /> : <Panel><HowToSend /></Panel>}
      </Answered>
    </Page>
  );
}

function Standing() {
  return (
    <div className="standing">
      <CoveragePanel />
      <ExposurePanel />
      <FindingsPanel />
    </div>
  );
}

function Living() {
  return (
    <div className="overview">
      <Throughput />
      <OpenIncidents />
      <LatestIncidents />
      <Happenings />
    </div>
  );
}

function LatestIncidents() {
  const query = useOpenIncidents();
  return (
    <Panel title="Latest incidents" actions={<Link to="/incidents">All incidents</Link>} isFlush>
      <Answered query={query} what="incidents">
        {({ incidents }) => incidents.length === 0
          ? <Empty title="No open incident."><p>When rules match the events of one actor, what they did appears here as one story.</p></Empty>
          : <IncidentList incidents={incidents.slice(0, 8)} isBrief />}
      </Answered>
    </Panel>
  );
}

function Happenings() {
  const { entries } = useActivity();
  return (
    <Panel title="What happens" actions={<Link to="/events">All events</Link>} className="happenings" isFlush>
      {entries.length === 0
        ? <Empty title="Quiet since the platform started."><p>Batches, incidents and changes appear here as they happen.</p></Empty>
        : <Feed entries={entries.slice(0, 60)} />}
    </Panel>
  );
}
