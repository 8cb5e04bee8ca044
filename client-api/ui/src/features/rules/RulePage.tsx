import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Rule } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { CodeBlock } from '../../components/CodeBlock';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fact, Facts } from '../../components/Facts';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Severity } from '../../components/Severity';
import { Techniques } from '../../components/Techniques';
import { Time } from '../../components/Time';
import { useMay } from '../session/useRole';
import { useRemoveRule, useRule } from './api';
import { RuleSwitch } from './RuleSwitch';
import './rules.css';

export function RulePage() {
  const { id = '' } = useParams();
  const query = useRule(id);
  const mayManage = useMay('manageRules');
  const rule = query.data;
  return (
    <Page
      title={rule?.title ?? 'Rule'}
      trail={<Link to="/rules">Rules</Link>}
      actions={rule !== undefined && !rule.isCatalogue && mayManage && <OwnRuleActions rule={rule} />}
    >
      <Answered query={query} what="the rule" rows={8}>
        {(found) => (
          <>
            <Panel>
              {typeof found.description === 'string' && <p className="rule-description">{found.description}</p>}
              <Facts>
                <Fact name="Level"><Severity value={found.level} /></Fact>
                <Fact name="State"><RuleSwitch rule={found} /></Fact>
                <Fact name="Techniques"><Techniques ids={found.techniques} /></Fact>
                <Fact name="Origin">{found.isCatalogue ? 'Catalogue of the platform' : <Badge look="good">Our own</Badge>}</Fact>
                {typeof found.status === 'string' && <Fact name="Sigma status">{found.status}</Fact>}
                {typeof found.addedAt === 'string' && <Fact name="Added"><Time at={found.addedAt} /></Fact>}
                <Fact name="Id"><code>{found.id}</code></Fact>
              </Facts>
            </Panel>
            {typeof found.source === 'string' && <Panel title="Sigma"><CodeBlock text={found.source} what="the rule’s YAML" /></Panel>}
          </>
        )}
      </Answered>
    </Page>
  );
}

function OwnRuleActions({ rule }: { rule: Rule }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useRemoveRule();
  const navigate = useNavigate();
  return (
    <>
      <Link className="button button-plain" to={`/rules/new?from=${encodeURIComponent(rule.id)}`}>Edit</Link>
      <Button look="danger" onClick={() => setIsAsking(true)}>Remove</Button>
      {isAsking && (
        <ConfirmDialog title="Remove this rule?" action="Remove the rule" isBusy={remove.isPending} error={remove.error}
          onConfirm={() => remove.mutate(rule.id, { onSuccess: () => void navigate('/rules') })} onClose={() => setIsAsking(false)}>
          <p>“{rule.title}” will not match any further event. Incidents it opened stay.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
