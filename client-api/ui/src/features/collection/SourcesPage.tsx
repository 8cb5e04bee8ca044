import { useSearchParams } from 'react-router';
import type { SourceStatus } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Empty } from '../../components/Empty';
import { SelectField, TextField } from '../../components/Field';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { count, counted } from '../../format/numbers';
import { withParameter } from '../incidents/filter';
import { useSources } from './api';
import { SourceRow } from './SourceRow';
import { countsOf, groupsOf, matching, readFilter, stateName, states } from './sources';
import './collection.css';

/** What is read from the connected accounts, how often, and how that goes. */
export function SourcesPage() {
  const query = useSources();
  return (
    <Page title="Sources">
      <Panel isFlush>
        <Answered query={query} what="sources" rows={8}>
          {(sources) => sources.length === 0
            ? <Empty title="Nothing is collected."><p>Connect an account, and each of its sources is read at its own pace from then on.</p></Empty>
            : <Sources sources={sources} />}
        </Answered>
      </Panel>
    </Page>
  );
}

function Sources({ sources }: { sources: readonly SourceStatus[] }) {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const found = matching(sources, filter);
  const change = (name: string, value: string) => setSearch(withParameter(search, name, value), { replace: true });
  const accounts = [...new Set(sources.map((source) => source.accountId))].toSorted();

  return (
    <>
      <form className="filters" role="search" aria-label="Filter sources" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Search" type="search" placeholder="Source or region" defaultValue={filter.words ?? ''} onChange={(event) => change('words', event.target.value)} />
        <SelectField label="State" value={filter.state ?? ''} onChange={(event) => change('state', event.target.value)}>
          <option value="">Any</option>
          {states.map(([state, name]) => <option key={state} value={state}>{name}</option>)}
        </SelectField>
        <SelectField label="Account" value={filter.accountId ?? ''} onChange={(event) => change('accountId', event.target.value)}>
          <option value="">Any</option>
          {accounts.map((account) => <option key={account} value={account}>{account}</option>)}
        </SelectField>
        <p className="quiet sources-count" role="status">
          {count(found.length)} of {counted(sources.length, 'source')}: {countsOf(found).map(([state, number]) => `${count(number)} ${stateName(state).toLowerCase()}`).join(', ')}
        </p>
      </form>
      {found.length === 0
        ? <Empty title="No source matches this filter." />
        : <ul aria-label="Sources">{groupsOf(found).map((group) => <SourceRow key={group.source} group={group} />)}</ul>}
    </>
  );
}
