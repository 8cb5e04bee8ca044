import { useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { LoadMore } from '../../components/LoadMore';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { severities, severityName } from '../../components/Severity';
import { counted } from '../../format/numbers';
import { useIncidents } from './api';
import { readFilter, withParameter } from './filter';
import { IncidentList } from './IncidentList';
import './incidents.css';

export function IncidentsPage() {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const query = useIncidents(filter);
  const change = (name: string, value: string | undefined) => setSearch(withParameter(search, name, value));

  return (
    <Page title="Incidents">
      <Panel isFlush>
        <form className="filters" role="search" aria-label="Filter incidents" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Severity" value={filter.severity ?? ''} onChange={(event) => change('severity', event.target.value)}>
            <option value="">Any</option>
            {severities.slice(0, -1).map((severity, at) => (
              <option key={severity} value={severity}>{severityName(severity)}{at === 0 ? '' : ' and above'}</option>
            ))}
          </SelectField>
          <SelectField label="Status" value={filter.status ?? ''} onChange={(event) => change('status', event.target.value)}>
            <option value="">Any</option>
            <option value="open">Open</option>
            <option value="closed">Closed</option>
          </SelectField>
          {filter.actor !== undefined && (
            <div className="filter-chip">
              <span>Actor <code className="break">{filter.actor}</code></span>
              <Button look="bare" onClick={() => change('actor', undefined)}>Remove</Button>
            </div>
          )}
        </form>
        <Answered query={query} what="incidents" rows={6}>
          {(data) => {
            const incidents = rowsOf(data.pages, (page) => page.incidents, (incident) => incident.id);
            return incidents.length === 0
              ? <NoIncidents isFiltered={search.size > 0} />
              : <><IncidentList incidents={incidents} /><LoadMore query={query} shown={counted(incidents.length, 'incident')} /></>;
          }}
        </Answered>
      </Panel>
    </Page>
  );
}

function NoIncidents({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered
    ? <Empty title="No incident matches this filter."><p>Widen the severity or the status to see others.</p></Empty>
    : <Empty title="No incidents."><p>When rules match the events of one actor, what they did appears here as one story.</p></Empty>;
}
