import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages';
import type { CoverageReport, CoverageShare } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { LoadMore } from '../../components/LoadMore';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Table } from '../../components/Table';
import { Time, TimeAgo } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { addressOf } from '../findings/filter';
import { withParameter } from '../incidents/filter';
import { useCoverage, useCoverageHistory, useInstances } from './api';
import { classes, dimensions, percent, readDimension, readFilter, reasonName, rowsAddress } from './coverage';
import { CoverageBar } from './CoverageBar';
import { CoverageFigures } from './CoveragePanel';
import { CoverageLine } from './CoverageLine';
import './coverage.css';

/** Which instances have a working sensor, in numbers and one by one. */
export function CoveragePage() {
  const [search, setSearch] = useSearchParams();
  const by = readDimension(search);
  const query = useCoverage(by);
  return (
    <Page title="Coverage">
      <Answered query={query} what="the coverage" rows={6}>
        {(report) => report === null
          ? <Panel><Empty title="Not known yet."><p>Connect AWS and Falcon; the first analysis after they were read says which instances have a working sensor.</p></Empty></Panel>
          : (
            <>
              <div className="coverage-head">
                <Panel title="Live instances"><CoverageFigures run={report.run} /></Panel>
                <OverTime />
              </div>
              <Breakdown report={report} onDimension={(next) => setSearch(withParameter(search, 'by', next))} />
              <Instances />
            </>
          )}
      </Answered>
    </Page>
  );
}

function OverTime() {
  const query = useCoverageHistory();
  return (
    <Panel title="Over time">
      <Answered query={query} what="the history">{({ runs }) => <CoverageLine runs={runs.toReversed()} />}</Answered>
    </Panel>
  );
}

function Breakdown({ report, onDimension }: { report: CoverageReport; onDimension: (by: string) => void }) {
  const by = report.by as ReturnType<typeof readDimension>;
  return (
    <Panel title="Breakdown" isFlush actions={
      <label className="by">By <select className="input" value={by} onChange={(event) => onDimension(event.target.value)}>
        {dimensions.map(([one, name]) => <option key={one} value={one}>{name}</option>)}
      </select></label>
    }>
      <Table
        label="Coverage by part"
        rows={report.shares}
        id={(share) => share.value}
        columns={[
          { title: dimensions.find(([one]) => one === by)![1], cell: (share) => share.value === '' ? <span className="quiet">none</span> : <code className="break">{share.value}</code> },
          { title: 'Covered', cell: (share) => <span className="share"><CoverageBar share={share} /><span className="number">{percent(share.percent)}</span></span> },
          { title: 'Live', cell: (share) => <span className="number">{count(share.live)}</span> },
          { title: 'Unprotected', cell: (share) => <Rows by={by} share={share} of="unprotected" size={share.unprotected} /> },
          { title: 'Unknown', cell: (share) => <Rows by={by} share={share} of="unknown" size={share.unknown} /> },
        ]}
      />
    </Panel>
  );
}

function Rows({ by, share, of, size }: { by: ReturnType<typeof readDimension>; share: CoverageShare; of: string; size: number }) {
  const address = rowsAddress(by, share.value, of);
  return size === 0 || address === undefined
    ? <span className="number">{count(size)}</span>
    : <Link className="number" to={address}>{count(size)}</Link>;
}

function Instances() {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const query = useInstances(filter);
  const change = (name: string, value: string | undefined) => setSearch(withParameter(search, name, value));
  const chips = (['account', 'role', 'cluster', 'snowflake'] as const).filter((name) => filter[name] !== undefined);
  return (
    <Panel title="Instances" isFlush>
      <form className="filters" role="search" aria-label="Filter instances" onSubmit={(event) => event.preventDefault()}>
        <SelectField label="Counts as" value={filter.class ?? ''} onChange={(event) => change('class', event.target.value)}>
          <option value="">Anything</option>
          {classes.map(([of, name]) => <option key={of} value={of}>{name}</option>)}
        </SelectField>
        {chips.map((name) => (
          <div key={name} className="filter-chip">
            <span>{dimensions.find(([one]) => one === name)![1]} <code className="break">{filter[name]}</code></span>
            <Button look="bare" onClick={() => change(name, undefined)}>Remove</Button>
          </div>
        ))}
      </form>
      <Answered query={query} what="instances" rows={6}>
        {(data) => {
          const found = rowsOf(data.pages, (page) => page.instances, (one) => `${one.accountId}/${one.instanceId}`);
          return found.length === 0
            ? <Empty title="No instance counts as that." />
            : (
              <>
                <Table
                  label="Instances"
                  rows={found}
                  id={(one) => `${one.accountId}/${one.instanceId}`}
                  columns={[
                    { title: 'Instance', cell: (one) => <span className="instance"><Link to={addressOf({ subject: one.instanceId, status: 'any' })}>{one.name ?? one.instanceId}</Link>{one.name != null && <code className="quiet">{one.instanceId}</code>}</span> },
                    { title: 'Counts as', cell: (one) => <ClassOf of={one.class} /> },
                    { title: 'Because', cell: (one) => reasonName(one.reason) },
                    { title: 'Where', cell: (one) => <span className="instance"><code>{one.accountId}</code><span className="quiet">{one.region}</span></span> },
                    { title: 'Role', cell: (one) => one.role ?? '–' },
                    { title: 'Since', cell: (one) => <TimeAgo at={one.since} /> },
                  ]}
                />
                <LoadMore query={query} shown={counted(found.length, 'instance')} />
                {data.pages[0]?.run != null && <p className="panel-foot quiet">As of <Time at={data.pages[0].run.asOf} />.</p>}
              </>
            );
        }}
      </Answered>
    </Panel>
  );
}

function ClassOf({ of }: { of: string }) {
  const known = classes.find(([one]) => one === of);
  return <Badge look={known?.[2]}>{known?.[1] ?? of}</Badge>;
}
