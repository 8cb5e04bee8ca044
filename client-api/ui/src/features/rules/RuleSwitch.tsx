import { asProblem } from '../../api/problem';
import type { Rule } from '../../api/types';
import { Switch } from '../../components/Switch';
import { useMay } from '../session/useRole';
import { useSetRuleEnabled } from './api';

/** Turns a rule on or off for this organization. It shows the new state at once and takes it back if refused. */
export function RuleSwitch({ rule }: { rule: Rule }) {
  const mayManage = useMay('manageRules');
  const change = useSetRuleEnabled();
  return (
    <span className="rule-switch">
      <Switch
        isOn={change.isPending ? change.variables.isEnabled : rule.isEnabled}
        label={`Rule ${rule.title}`}
        isDisabled={!mayManage || change.isPending}
        onChange={(isEnabled) => change.mutate({ id: rule.id, isEnabled })}
      />
      {change.error !== null && <span className="field-error" role="alert">{asProblem(change.error).title}</span>}
    </span>
  );
}
