import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { LoadMore } from '../../components/LoadMore';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { severities, Severity, severityName } from '../../components/Severity';
import { Table } from '../../components/Table';
import { TimeAgo } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { withParameter } from '../incidents/filter';
import { useFindings } from './api';
import { readFilter } from './filter';
import { FindingState } from './FindingState';
import { Priority } from './Priority';
import './findings.css';

const kinds: [kind: string, name: string][] = [
  ['posture', 'Posture'], ['network', 'Network'], ['reconciliation', 'Sensors'], ['vendor', 'Vendors'], ['cost', 'Cost'], ['dns', 'DNS'],
  ['collection', 'Collection'], ['schema', 'Schema'], ['trail', 'CloudTrail'],
];

/** What is wrong, and what was. */
export function FindingsPage() {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const query = useFindings(filter);
  const change = (name: string, value: string | undefined) => setSearch(withParameter(search, name, value));
  const counts = query.data?.pages[0]?.counts;

  return (
    <Page title="Findings">
      <Panel isFlush>
        <form className="filters" role="search" aria-label="Filter findings" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Severity" value={filter.severity ?? ''} onChange={(event) => change('severity', event.target.value)}>
            <option value="">Any</option>
            {severities.slice(0, -1).map((one, at) => <option key={one} value={one}>{severityName(one)}{at === 0 ? '' : ' and above'}</option>)}
          </SelectField>
          <SelectField label="Priority" value={filter.priority ?? ''} onChange={(event) => change('priority', event.target.value)}>
            <option value="">Any</option>
            <option value="70">Now (70 and above)</option>
            <option value="40">Soon (40 and above)</option>
            <option value="20">Planned (20 and above)</option>
          </SelectField>
          <SelectField label="Kind" value={filter.kind ?? ''} onChange={(event) => change('kind', event.target.value)}>
            <option value="">Any</option>
            {filter.kind !== undefined && !kinds.some(([kind]) => kind === filter.kind) && <option value={filter.kind}>{filter.kind}</option>}
            {kinds.map(([kind, name]) => <option key={kind} value={kind}>{name}</option>)}
          </SelectField>
          <SelectField label="Status" value={filter.status ?? 'any'} onChange={(event) => change('status', event.target.value)}>
            <option value="open">Open</option>
            <option value="resolved">Resolved</option>
            <option value="closed">No longer observed</option>
            <option value="any">Any</option>
          </SelectField>
          <SelectField label="Suppressed" value={filter.suppressed ?? ''} onChange={(event) => change('suppressed', event.target.value)}>
            <option value="">Left out</option>
            <option value="include">With the others</option>
            <option value="only">Only them</option>
          </SelectField>
          <SelectField label="First" value={filter.sort} onChange={(event) => change('sort', event.target.value === 'changed' ? 'changed' : undefined)}>
            <option value="priority">Highest priority</option>
            <option value="changed">Latest change</option>
          </SelectField>
          <Chip name="Severity up to" value={filter.severityTo} onRemove={() => change('severityTo', undefined)} />
          <Chip name="Priority up to" value={filter.priorityTo?.toString()} onRemove={() => change('priorityTo', undefined)} />
          <Chip name="Account" value={filter.account} onRemove={() => change('account', undefined)} />
          <Chip name="About" value={filter.subject} onRemove={() => change('subject', undefined)} />
        </form>
        <Answered query={query} what="findings" rows={6}>
          {(data) => {
            const findings = rowsOf(data.pages, (page) => page.findings, (finding) => finding.id);
            return (
              <>
                {counts !== undefined && (
                  <p className="findings-count" role="status">
                    {counted(counts.matching, 'finding')}, {count(counts.suppressed)} of them suppressed
                    {counts.suppressed > 0 && filter.suppressed === undefined && <> and <Link to={`/findings?${withParameter(search, 'suppressed', 'only')}`}>left out here</Link></>}
                  </p>
                )}
                {findings.length === 0
                  ? <Empty title={search.size > 0 ? 'No finding matches this filter.' : 'No open findings.'} />
                  : (
                    <>
                      <Table
                        label="Findings"
                        rows={findings}
                        id={(finding) => finding.id}
                        columns={[
                          { title: 'Priority', cell: (finding) => <Priority value={finding.priority} /> },
                          { title: 'Severity', cell: (finding) => <Severity value={finding.severity} /> },
                          {
                            title: 'Finding', cell: (finding) => (
                              <div className="finding-what">
                                <Link to={`/findings/${finding.id}`}>{finding.title}</Link>
                                <span className="quiet finding-kind"><code>{finding.kind}</code> {finding.accountId} {finding.region}{!finding.title.includes(finding.subject) && <> <span className="break">{finding.subject}</span></>}</span>
                              </div>
                            ),
                          },
                          { title: 'Status', cell: (finding) => <FindingState finding={finding} /> },
                          { title: 'Changed', cell: (finding) => <TimeAgo at={finding.changedAt} /> },
                        ]}
                      />
                      <LoadMore query={query} shown={counted(findings.length, 'finding')} />
                    </>
                  )}
              </>
            );
          }}
        </Answered>
      </Panel>
    </Page>
  );
}

function Chip({ name, value, onRemove }: { name: string; value: string | undefined; onRemove: () => void }) {
  return value === undefined ? null : (
    <div className="filter-chip">
      <span>{name} <code className="break">{value}</code></span>
      <Button look="bare" onClick={onRemove}>Remove</Button>
    </div>
  );
}
