import { type FormEvent, useState } from 'react';
import { useSession } from '../../api/session';
import type { Member, Role } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { SelectField, TextField } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { SecretDialog } from '../../components/SecretDialog';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { roleName, rolesUpTo } from '../session/permissions';
import { useMay, useRole } from '../session/useRole';
import { useAddMember, useMembers, useRemoveMember } from './api';
import './organizations.css';

export function Members() {
  const query = useMembers();
  const mayManage = useMay('manageMembers');
  const me = useSession()?.personId;
  const [leaving, setLeaving] = useState<Member>();
  return (
    <Panel title="Members" isFlush>
      {mayManage && <Invite />}
      <Answered query={query} what="members">
        {(members) => (
          <Table
            label="Members"
            rows={members}
            id={(member) => member.personId}
            columns={[
              { title: 'E-mail', cell: (member) => <>{member.email} {member.personId === me && <Badge>You</Badge>}</> },
              { title: 'Role', cell: (member) => <>{roleName(member.role)} {member.isInvited && <Badge title="Has not set a password yet">Invited</Badge>}</> },
              { title: 'Joined', cell: (member) => <Time at={member.joinedAt} shape="day" /> },
              {
                title: 'Actions', isQuiet: true,
                cell: (member) => mayManage && member.personId !== me
                  && <Button onClick={() => setLeaving(member)} aria-label={`Remove ${member.email}`}>Remove</Button>,
              },
            ]}
          />
        )}
      </Answered>
      {leaving !== undefined && <RemoveMember member={leaving} onClose={() => setLeaving(undefined)} />}
    </Panel>
  );
}

function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useRemoveMember();
  return (
    <ConfirmDialog title="Remove this member?" action="Remove the member" isBusy={remove.isPending} error={remove.error}
      onConfirm={() => remove.mutate(member.personId, { onSuccess: onClose })} onClose={onClose}>
      <p>{member.email} will no longer see anything of this organization.</p>
    </ConfirmDialog>
  );
}

function Invite() {
  const add = useAddMember();
  const roles = rolesUpTo(useRole());
  const added = add.data;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    add.mutate({ email: String(form.get('email')), role: form.get('role') as Role }, { onSuccess: () => element.reset() });
  };

  return (
    <form className="settings-form" onSubmit={submit}>
      <div className="form-row">
        <TextField label="E-mail" name="email" type="email" autoComplete="off" required hint="The same address again changes its role." />
        <SelectField label="Role" name="role" defaultValue="analyst">
          {roles.map((role) => <option key={role} value={role}>{roleName(role)}</option>)}
        </SelectField>
        <Button type="submit" look="primary" isBusy={add.isPending}>Add</Button>
      </div>
      {add.error !== null && <ProblemNote error={add.error} />}
      {added !== undefined && typeof added.invitationToken !== 'string' && (
        <p className="note note-good" role="status">{added.member.email} is a member now, as {added.member.role}.</p>
      )}
      {typeof added?.invitationToken === 'string' && (
        <SecretDialog
          title={`Invitation of ${added.member.email}`}
          hint="Give them this link by a way you trust. It works once, and is not shown again."
          secrets={[{ name: 'Invitation link', value: invitationLink(added.member.email, added.invitationToken) }]}
          onClose={() => add.reset()}
        />
      )}
    </form>
  );
}

function invitationLink(email: string, token: string): string {
  return `${window.location.origin}/invitation?email=${encodeURIComponent(email)}#${encodeURIComponent(token)}`;
}
