import { Link } from 'react-router';
import type { FindingSummary } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Time } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { useFindingSummary } from '../findings/api';
import { addressOf } from '../findings/filter';
import { bandOf } from '../findings/priorities';
import './overview.css';

/** Open findings by severity and priority. What is suppressed is said, not counted away. */
export function FindingsPanel() {
  const query = useFindingSummary();
  return (
    <Panel title="Open findings" actions={<Link to="/findings">All open</Link>}>
      <Answered query={query} what="open findings" rows={3}>{(summary) => <Figures summary={summary} />}</Answered>
    </Panel>
  );
}

function Figures({ summary }: { summary: FindingSummary }) {
  return (
    <div className="coverage">
      <p className="coverage-total"><strong>{count(summary.open - summary.suppressed)}</strong> open</p>
      <div className="open-findings">
        <ul className="open-by-severity" aria-label="By severity">
          {summary.bySeverity.map((one) => (
            <li key={one.severity}>
              <Link to={addressOf({ severity: one.severity, severityTo: one.severity })}><Severity value={one.severity} /></Link>
              <span className="number">{count(one.open - one.suppressed)}</span>
            </li>
          ))}
        </ul>
        <ul className="open-by-severity" aria-label="By priority">
          {summary.byPriority.map((one) => (
            <li key={one.from}>
              <Link to={addressOf({ priority: one.from, priorityTo: one.to })}>{bandOf(one.from)} <span className="quiet">{one.from}–{one.to}</span></Link>
              <span className="number">{count(one.open - one.suppressed)}</span>
            </li>
          ))}
        </ul>
      </div>
      <p className="basis quiet">
        {summary.priorityAsOf == null ? 'Priorities were not worked out yet' : <>Priorities as of <Time at={summary.priorityAsOf} /></>};
        {' '}{counted(summary.priorityUnknown, 'finding')} with a factor that is unknown and counts as the worst.
        {' '}<Link to="/findings?suppressed=only">{count(summary.suppressed)} suppressed</Link>.
      </p>
    </div>
  );
}
