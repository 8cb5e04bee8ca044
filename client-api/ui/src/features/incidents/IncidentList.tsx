import { Link } from 'react-router';
import type { Incident } from '../../api/types';
import { Arn } from '../../components/Arn';
import { Badge } from '../../components/Badge';
import { Severity } from '../../components/Severity';
import { Techniques } from '../../components/Techniques';
import { Time, TimeAgo } from '../../components/Time';
import { counted } from '../../format/numbers';
import './incidents.css';

/** Incidents as rows; `isBrief` leaves out what the overview has no room for. */
export function IncidentList({ incidents, isBrief = false }: { incidents: readonly Incident[]; isBrief?: boolean }) {
  return (
    <ul className="incident-list">
      {incidents.map((incident) => <IncidentRow key={incident.id} incident={incident} isBrief={isBrief} />)}
    </ul>
  );
}

function IncidentRow({ incident, isBrief }: { incident: Incident; isBrief: boolean }) {
  return (
    <li className={`incident-row incident-${incident.severity}`}>
      <div className="incident-row-severity"><Severity value={incident.severity} /></div>
      <div className="incident-row-what">
        <p className="incident-row-title">
          <Link to={`/incidents/${incident.id}`}>{incident.title}</Link>
          {incident.status === 'closed' && <Badge>Closed</Badge>}
        </p>
        <p className="mono quiet break incident-row-actor"><Arn text={incident.actor} /></p>
        {!isBrief && <Techniques ids={incident.techniques} />}
      </div>
      <div className="incident-row-when">
        <p><TimeAgo at={incident.lastEventAt} /></p>
        <p className="quiet number">{counted(incident.hitCount, 'hit')}</p>
        {!isBrief && incident.firstEventAt !== incident.lastEventAt && <p className="quiet incident-row-span">first <Time at={incident.firstEventAt} /></p>}
        {!isBrief && <p className="quiet incident-row-span">{incident.firstEventAt === incident.lastEventAt ? 'at' : 'last'} <Time at={incident.lastEventAt} /></p>}
      </div>
    </li>
  );
}
