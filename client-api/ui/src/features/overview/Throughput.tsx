import { Panel } from '../../components/Panel';
import { useNow } from '../../components/useNow';
import { count, counted, rate } from '../../format/numbers';
import { arrivals, arrivedWithin } from '../activity/activity';
import { useActivity } from '../activity/ActivityProvider';
import './overview.css';
import { Sparkline } from './Sparkline';

const span = 10_000;
const spans = 60;

/** How many events arrive now, and arrived over the last ten minutes. */
export function Throughput() {
  const { entries } = useActivity();
  const now = useNow(1000);
  const bars = arrivals(entries, now, span, spans);
  const lastMinute = arrivedWithin(entries, now, 60_000);
  const perSecond = arrivedWithin(entries, now, span) / (span / 1000);
  const inAll = bars.reduce((sum, bar) => sum + bar, 0);

  return (
    <Panel title="Events arriving" className="throughput">
      <dl className="figures">
        <div>
          <dt>Last minute</dt>
          <dd><strong>{count(lastMinute)}</strong> {lastMinute === 1 ? 'event' : 'events'}</dd>
        </div>
        <div>
          <dt>Now</dt>
          <dd><strong>{rate(perSecond)}</strong> per second</dd>
        </div>
        <div>
          <dt>Last 10 minutes</dt>
          <dd><strong>{count(inAll)}</strong> {inAll === 1 ? 'event' : 'events'}</dd>
        </div>
      </dl>
      <Sparkline bars={bars} label={`${counted(inAll, 'event')} in the last 10 minutes, at most ${count(Math.max(...bars))} in 10 seconds`} />
      <div className="sparkline-axis quiet" aria-hidden="true"><span>10 min ago</span><span>bars of 10 s, highest {count(Math.max(...bars))}</span><span>now</span></div>
    </Panel>
  );
}
