import { Link } from 'react-router';
import type { CoverageReport } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Empty } from '../../components/Empty';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { useCoverage } from './api';
import { completenessOf, percent } from './coverage';
import { CoverageBar } from './CoverageBar';

/** How much of what runs has a working sensor: each number opens its instances. */
export function CoveragePanel() {
  const query = useCoverage('account');
  return (
    <Panel title="Sensor coverage" actions={<Link to="/coverage">Breakdown</Link>}>
      <Answered query={query} what="the coverage" rows={3}>
        {(report) => report === null
          ? <Empty title="Not known yet."><p>Connect AWS and Falcon; the first analysis after they were read says it.</p></Empty>
          : <CoverageFigures run={report.run} />}
      </Answered>
    </Panel>
  );
}

export function CoverageFigures({ run }: { run: CoverageReport['run'] }) {
  const read = completenessOf(run);
  return (
    <div className="coverage">
      <p className="coverage-total"><strong>{percent(run.percent)}</strong> of {counted(run.live, 'live instance')}</p>
      <CoverageBar share={run} />
      <ul className="coverage-parts">
        <li><Link to="/coverage?class=matched">Protected</Link><span className="number">{count(run.matched)}</span></li>
        <li><Link to="/coverage?class=unprotected">Unprotected</Link><span className="number">{count(run.unprotected)}</span></li>
        <li><Link to="/coverage?class=unknown">Unknown</Link><span className="number">{count(run.unknown)}</span></li>
      </ul>
      <p className="basis quiet">
        As of <Time at={run.asOf} />. <Link to="/sources">{count(read.complete)} of {counted(read.all, 'source')}</Link> read to the end
        {read.complete < read.all && '; what the others would show counts as not covered'}.
      </p>
    </div>
  );
}
