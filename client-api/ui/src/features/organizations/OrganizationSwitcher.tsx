import { useId } from 'react';
import { useNavigate } from 'react-router';
import { asProblem } from '../../api/problem';
import { useSession } from '../../api/session';
import { Badge } from '../../components/Badge';
import { useSwitchOrganization } from '../session/api';
import { useOrganization } from './api';
import './organizations.css';

/** Whose data this is. A choice only for those who have one. */
export function OrganizationSwitcher() {
  const id = useId();
  const current = useSession();
  const organization = useOrganization();
  const change = useSwitchOrganization();
  const navigate = useNavigate();
  const organizations = current?.organizations ?? [];
  const name = organization.data?.name ?? organizations.find((candidate) => candidate.id === current?.organization)?.name;

  return (
    <div className="whose">
      {organizations.length > 1
        ? (
          <>
            <label className="only-for-readers" htmlFor={id}>Organization</label>
            <select id={id} className="whose-select" value={current?.organization ?? ''} disabled={change.isPending}
              onChange={(event) => change.mutate(event.target.value, { onSuccess: () => void navigate('/') })}>
              {organizations.map((candidate) => <option key={candidate.id} value={candidate.id}>{candidate.name}</option>)}
            </select>
          </>
        )
        : <span className="whose-name">{name}</span>}
      {organization.data?.isDemo === true && <Badge look="demo" title="Generated events of a company that does not exist">Demo data</Badge>}
      {change.error !== null && <span className="field-error" role="alert">{asProblem(change.error).title}</span>}
    </div>
  );
}
