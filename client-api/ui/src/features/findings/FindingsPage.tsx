import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { LoadMore } from '../../components/LoadMore';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { isSeverity, severities, Severity, severityName } from '../../components/Severity';
import { Table } from '../../components/Table';
import { TimeAgo } from '../../components/Time';
import { counted } from '../../format/numbers';
import { withParameter } from '../incidents/filter';
import { useFindings } from './api';

/** What is wrong, and what was. */
export function FindingsPage() {
  const [search, setSearch] = useSearchParams();
  const severity = search.get('severity');
  const status = search.get('status');
  const query = useFindings({
    severity: isSeverity(severity) ? severity : undefined,
    status: status === 'open' || status === 'resolved' ? status : undefined,
  });
  const change = (name: string, value: string) => setSearch(withParameter(search, name, value));

  return (
    <Page title="Findings">
      <Panel isFlush>
        <form className="filters" role="search" aria-label="Filter findings" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Severity" value={severity ?? ''} onChange={(event) => change('severity', event.target.value)}>
            <option value="">Any</option>
            {severities.slice(0, -1).map((one, at) => <option key={one} value={one}>{severityName(one)}{at === 0 ? '' : ' and above'}</option>)}
          </SelectField>
          <SelectField label="Status" value={status ?? ''} onChange={(event) => change('status', event.target.value)}>
            <option value="">Any</option>
            <option value="open">Open</option>
            <option value="resolved">Resolved</option>
          </SelectField>
        </form>
        <Answered query={query} what="findings" rows={6}>
          {(data) => {
            const findings = rowsOf(data.pages, (page) => page.findings, (finding) => finding.id);
            return findings.length === 0
              ? <Empty title={search.size > 0 ? 'No finding matches this filter.' : 'No findings.'} />
              : (
                <>
                  <Table
                    label="Findings"
                    rows={findings}
                    id={(finding) => finding.id}
                    columns={[
                      { title: 'Severity', cell: (finding) => <Severity value={finding.severity} /> },
                      { title: 'Finding', cell: (finding) => <Link to={`/findings/${finding.id}`}>{finding.title}</Link> },
                      { title: 'Status', cell: (finding) => <Badge look={finding.status === 'open' ? 'bad' : 'good'}>{finding.status === 'open' ? 'Open' : 'Resolved'}</Badge> },
                      { title: 'Changed', cell: (finding) => <TimeAgo at={finding.changedAt} /> },
                    ]}
                  />
                  <LoadMore query={query} shown={counted(findings.length, 'finding')} />
                </>
              );
          }}
        </Answered>
      </Panel>
    </Page>
  );
}
