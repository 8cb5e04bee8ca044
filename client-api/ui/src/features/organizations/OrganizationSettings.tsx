import { useSession } from '../../api/session';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { CopyButton } from '../../components/CopyButton';
import { Fact, Facts } from '../../components/Facts';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { Switch } from '../../components/Switch';
import { Time } from '../../components/Time';
import { useMay, useRole } from '../session/useRole';
import { useChangeSettings, useOrganization } from './api';
import './organizations.css';

export function OrganizationSettings() {
  const query = useOrganization();
  const role = useRole();
  const email = useSession()?.email;
  return (
    <Panel title="Organization">
      <Answered query={query} what="the organization">
        {(organization) => (
          <div className="stack">
            <Facts>
              <Fact name="Name">{organization.name} {organization.isDemo && <Badge look="demo">Demo data</Badge>}</Fact>
              <Fact name="Created"><Time at={organization.createdAt} shape="day" /></Fact>
              <Fact name="You">{email}{role !== undefined && `, ${role}`}</Fact>
              <Fact name="Id" isWide><span className="with-copy"><code>{organization.id}</code><CopyButton text={organization.id} what="the id" /></span></Fact>
            </Facts>
            <UnclaimedAccounts isOn={organization.settings.rejectsUnclaimedAccounts ?? false} />
          </div>
        )}
      </Answered>
    </Panel>
  );
}

function UnclaimedAccounts({ isOn }: { isOn: boolean }) {
  const change = useChangeSettings();
  const mayManage = useMay('manageOrganization');
  return (
    <div className="setting">
      <div>
        <h3>Reject events of unclaimed AWS accounts</h3>
        <p className="quiet">Off: they are kept and marked. On: a batch’s records of accounts that are not listed under Accounts are rejected.</p>
        {!mayManage && <p className="quiet">Only an owner can change this.</p>}
        {change.error !== null && <ProblemNote error={change.error} />}
      </div>
      <Switch label="Reject events of unclaimed AWS accounts" isOn={isOn} isDisabled={!mayManage || change.isPending}
        onChange={(rejectsUnclaimedAccounts) => change.mutate({ rejectsUnclaimedAccounts })} />
    </div>
  );
}
