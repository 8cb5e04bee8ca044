import { Link, useNavigate, useSearchParams } from 'react-router';
import { Answered } from '../../components/Answered';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { useAddRules, useRule } from './api';
import { RuleEditor } from './RuleEditor';
import './rules.css';

const example = `title: Console sign-in without a second factor
id: 00000000-0000-4000-8000-000000000000
status: experimental
description: A person signed in to the console with a password alone.
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventName: ConsoleLogin
    additionalEventData.MFAUsed: 'No'
  condition: selection
level: medium
tags:
  - attack.initial_access
  - attack.t1078.004
`;

/** Adds rules of our own; with ?from=id it begins with that rule, and the same id replaces it. */
export function NewRulePage() {
  const [search] = useSearchParams();
  const from = search.get('from');
  return (
    <Page title={from === null ? 'Add a rule' : 'Edit the rule'} trail={<Link to="/rules">Rules</Link>}>
      <Panel>
        <p className="quiet rule-description">
          A Sigma rule for <code>product: aws</code>, <code>service: cloudtrail</code>. Several may follow each other, separated
          by <code>---</code>. A rule with the id of one of yours replaces it. It applies to events from now on.
        </p>
        {from === null ? <Editing yaml={example.replace('00000000-0000-4000-8000-000000000000', newId())} /> : <EditingOf id={from} />}
      </Panel>
    </Page>
  );
}

// crypto.randomUUID is missing on plain http of another machine; getRandomValues is not.
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function EditingOf({ id }: { id: string }) {
  const query = useRule(id);
  return <Answered query={query} what="the rule" rows={8}>{(rule) => <Editing yaml={rule.source ?? ''} />}</Answered>;
}

function Editing({ yaml }: { yaml: string }) {
  const add = useAddRules();
  const navigate = useNavigate();
  return (
    <RuleEditor
      initial={yaml}
      isBusy={add.isPending}
      error={add.error}
      onSubmit={(text) => add.mutate(text, {
        onSuccess: (rules) => void navigate(rules.length === 1 ? `/rules/${encodeURIComponent(rules[0]!.id)}` : '/rules?origin=own'),
      })}
    />
  );
}
