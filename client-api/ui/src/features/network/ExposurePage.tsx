import { Link, useSearchParams } from 'react-router';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { withParameter } from '../incidents/filter';
import { useExposure } from './api';
import { byName, type ExposedOwner, ownersOf, portsName } from './exposure';
import '../reconciliation/coverage.css';
import '../findings/findings.css';
import './network.css';

/** Everything that the internet reaches, and on what. */
export function ExposurePage() {
  const [search, setSearch] = useSearchParams();
  const query = useExposure();
  const by = search.get('by');
  return (
    <Page title="Exposure">
      <Panel isFlush>
        <form className="filters" role="search" aria-label="Filter exposed resources" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Reached by" value={by ?? ''} onChange={(event) => setSearch(withParameter(search, 'by', event.target.value))}>
            <option value="">Any</option>
            {Object.entries(byName).map(([one, name]) => <option key={one} value={one}>{name}</option>)}
          </SelectField>
        </form>
        <Answered query={query} what="the exposure" rows={6}>
          {(report) => {
            const all = ownersOf(report);
            const found = all.filter((owner) => by === null || owner.by === by);
            return (
              <>
                <p className="findings-count" role="status">
                  {count(found.length)} of {counted(all.length, 'exposed resource')}; {counted(report.basis.interfaces, 'network interface')} are known, as of <Time at={report.basis.asOf} />.{' '}
                  {report.basis.unknown.length > 0 && <Link to="/sources">{counted(report.basis.unknown.length, 'source')} not read to the end</Link>}
                </p>
                {found.length === 0 ? <Empty title={by === null ? 'The internet reaches nothing that is known.' : 'Nothing is exposed like that.'} /> : <Owners owners={found} />}
              </>
            );
          }}
        </Answered>
      </Panel>
    </Page>
  );
}

function Owners({ owners }: { owners: readonly ExposedOwner[] }) {
  return (
    <Table
      label="Exposed resources"
      rows={owners}
      id={(owner) => owner.id}
      columns={[
        { title: 'Resource', cell: (owner) => <Link to={`/exposure/${encodeURIComponent(owner.id)}`}><code className="break">{owner.id}</code></Link> },
        { title: 'Reached by', cell: (owner) => <ReachedBy by={owner.by} /> },
        { title: 'On', cell: (owner) => <Ports owner={owner} /> },
        { title: 'VPC', cell: (owner) => <code>{owner.vpcs.join(', ')}</code> },
      ]}
    />
  );
}

export function ReachedBy({ by }: { by: ExposedOwner['by'] }) {
  return <Badge look={by === 'anybody' ? 'bad' : 'quiet'}>{byName[by]}</Badge>;
}

function Ports({ owner }: { owner: ExposedOwner }) {
  const names = [...new Set(owner.rows.map(portsName))];
  return <span className="ports">{names.slice(0, 6).map((name) => <code key={name}>{name}</code>)}{names.length > 6 && <span className="quiet">and {names.length - 6} more</span>}</span>;
}
