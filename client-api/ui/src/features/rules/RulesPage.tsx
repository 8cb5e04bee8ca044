import { Link, useSearchParams } from 'react-router';
import type { Rule } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { SelectField, TextField } from '../../components/Field';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { severities, Severity, severityName } from '../../components/Severity';
import { Table } from '../../components/Table';
import { Techniques } from '../../components/Techniques';
import { count, counted } from '../../format/numbers';
import { withParameter } from '../incidents/filter';
import { useMay } from '../session/useRole';
import { useRules } from './api';
import { matching, readFilter } from './filter';
import { RuleSwitch } from './RuleSwitch';
import './rules.css';

export function RulesPage() {
  const query = useRules();
  const mayManage = useMay('manageRules');
  return (
    <Page title="Rules" actions={mayManage && <Link className="button button-primary" to="/rules/new"><Icon name="plus" size={16} />Add a rule</Link>}>
      <Panel isFlush>
        <Answered query={query} what="rules" rows={8}>{(rules) => <RuleTable rules={rules} />}</Answered>
      </Panel>
    </Page>
  );
}

function RuleTable({ rules }: { rules: readonly Rule[] }) {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const found = matching(rules, filter);
  const change = (name: string, value: string) => setSearch(withParameter(search, name, value), { replace: true });
  const enabled = rules.filter((rule) => rule.isEnabled).length;

  return (
    <>
      <form className="filters" role="search" aria-label="Filter rules" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Search" type="search" placeholder="Title or technique" defaultValue={filter.words ?? ''} onChange={(event) => change('words', event.target.value)} />
        <SelectField label="Level" value={filter.level ?? ''} onChange={(event) => change('level', event.target.value)}>
          <option value="">Any</option>
          {severities.map((level) => <option key={level} value={level}>{severityName(level)}</option>)}
        </SelectField>
        <SelectField label="State" value={filter.state ?? ''} onChange={(event) => change('state', event.target.value)}>
          <option value="">Any</option>
          <option value="on">On</option>
          <option value="off">Off</option>
        </SelectField>
        <SelectField label="Origin" value={filter.origin ?? ''} onChange={(event) => change('origin', event.target.value)}>
          <option value="">Any</option>
          <option value="catalogue">Catalogue</option>
          <option value="own">Our own</option>
        </SelectField>
        <p className="quiet rules-count" role="status">{count(found.length)} of {counted(rules.length, 'rule')}, {count(enabled)} on</p>
      </form>
      {found.length === 0
        ? <Empty title={rules.length === 0 ? 'No rules.' : 'No rule matches this filter.'} />
        : (
          <Table
            label="Rules"
            rows={found}
            id={(rule) => rule.id}
            columns={[
              { title: 'Level', cell: (rule) => <Severity value={rule.level} /> },
              { title: 'Rule', cell: (rule) => <RuleName rule={rule} /> },
              { title: 'Techniques', cell: (rule) => <Techniques ids={rule.techniques} /> },
              { title: 'State', cell: (rule) => <RuleSwitch rule={rule} /> },
            ]}
          />
        )}
    </>
  );
}

function RuleName({ rule }: { rule: Rule }) {
  return (
    <span className="rule-name">
      <Link to={`/rules/${encodeURIComponent(rule.id)}`}>{rule.title}</Link>
      {!rule.isCatalogue && <Badge look="good">Our own</Badge>}
      {rule.isCorrelation && <Badge title="It counts or orders the hits of other rules">Correlation</Badge>}
    </span>
  );
}
