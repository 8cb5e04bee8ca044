import { Link } from 'react-router';
import type { Incident } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Panel } from '../../components/Panel';
import { severities, Severity, severityName } from '../../components/Severity';
import { count } from '../../format/numbers';
import { useOpenIncidents } from '../incidents/api';
import './overview.css';

/** How many incidents are open, by severity. */
export function OpenIncidents() {
  const query = useOpenIncidents();
  return (
    <Panel title="Open incidents" actions={<Link to="/incidents?status=open">All open</Link>}>
      <Answered query={query} what="open incidents" rows={3}>
        {({ incidents, next }) => (
          <div className="open-incidents">
            <p className="open-total"><strong>{count(incidents.length)}{typeof next === 'string' && '+'}</strong> open</p>
            <Bar incidents={incidents} />
            <ul className="open-by-severity">
              {severities.map((severity) => (
                <li key={severity}>
                  <Severity value={severity} />
                  <span className="number">{count(numberOf(incidents, severity))}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Answered>
    </Panel>
  );
}

function Bar({ incidents }: { incidents: readonly Incident[] }) {
  const parts = severities.map((severity) => ({ severity, size: numberOf(incidents, severity) })).filter(({ size }) => size > 0);
  let x = 0;
  return (
    <svg className="open-bar" viewBox={`0 0 ${Math.max(incidents.length, 1)} 1`} preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ severity, size }) => {
        const start = x;
        x += size;
        return <rect key={severity} className={`fill-${severity}`} x={start} y="0" width={size} height="1"><title>{severityName(severity)}</title></rect>;
      })}
    </svg>
  );
}

function numberOf(incidents: readonly Incident[], severity: string): number {
  return incidents.filter((incident) => incident.severity === severity).length;
}
