import { Link } from 'react-router';
import type { ExposureReport } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Empty } from '../../components/Empty';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { useExposure } from './api';
import { isInstance, ownersOf } from './exposure';

/** What of the network the internet reaches: each number opens what it counts. */
export function ExposurePanel() {
  const query = useExposure();
  return (
    <Panel title="Internet exposure" actions={<Link to="/exposure">All of it</Link>}>
      <Answered query={query} what="the exposure" rows={3}>
        {(report) => report.basis.interfaces === 0
          ? <Empty title="Not known yet."><p>Connect an AWS account; its networks are worked out after they were read.</p></Empty>
          : <ExposureFigures report={report} />}
      </Answered>
    </Panel>
  );
}

export function ExposureFigures({ report }: { report: ExposureReport }) {
  const owners = ownersOf(report);
  const of = (by: string) => owners.filter((owner) => owner.by === by);
  const machines = of('anybody').filter(isInstance).length;
  return (
    <div className="coverage">
      <p className="coverage-total"><strong>{count(machines)}</strong> {machines === 1 ? 'instance' : 'instances'} that anybody reaches</p>
      <ul className="coverage-parts">
        <li><Link to="/exposure?by=anybody">All that anybody reaches</Link><span className="number">{count(of('anybody').length)}</span></li>
        <li><Link to="/exposure?by=some">Only some addresses do</Link><span className="number">{count(of('some').length)}</span></li>
        <li><Link to="/exposure?by=unknown">Unknown</Link><span className="number">{count(of('unknown').length)}</span></li>
      </ul>
      <p className="basis quiet">
        Of {counted(report.basis.interfaces, 'network interface')}, as of <Time at={report.basis.asOf} />.{' '}
        {report.basis.unknown.length === 0
          ? 'All their sources were read to the end.'
          : <Link to="/sources">{counted(report.basis.unknown.length, 'source')} not read to the end</Link>}
      </p>
    </div>
  );
}
