import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { ClaimedAccount } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Empty } from '../../components/Empty';
import { TextField } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { useMay } from '../session/useRole';
import { useAccounts, useClaimAccount, useReleaseAccount } from './api';

export function Accounts() {
  const query = useAccounts();
  const mayManage = useMay('manageAccounts');
  const [leaving, setLeaving] = useState<ClaimedAccount>();
  return (
    <Panel title="AWS accounts" isFlush>
      {mayManage && <Claim />}
      <Answered query={query} what="accounts">
        {(accounts) => accounts.length === 0
          ? <Empty title="No AWS accounts."><p>Claim the accounts whose events you send, so that nobody else can send events of theirs.</p></Empty>
          : (
            <Table
              label="AWS accounts"
              rows={accounts}
              id={(account) => account.accountId}
              columns={[
                { title: 'Account', cell: (account) => <Link className="mono" to={`/events?accountId=${account.accountId}`}>{account.accountId}</Link> },
                { title: 'Name', cell: (account) => account.name },
                { title: 'Claimed', cell: (account) => <Time at={account.claimedAt} shape="day" /> },
                {
                  title: 'Actions', isQuiet: true,
                  cell: (account) => mayManage
                    && <Button aria-label={`Release ${account.accountId}`} onClick={() => setLeaving(account)}>Release</Button>,
                },
              ]}
            />
          )}
      </Answered>
      {leaving !== undefined && <Release account={leaving} onClose={() => setLeaving(undefined)} />}
    </Panel>
  );
}

function Claim() {
  const claim = useClaimAccount();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    claim.mutate(
      { accountId: String(form.get('accountId')).replaceAll(/[\s-]/g, ''), name: String(form.get('name')).trim() },
      { onSuccess: () => element.reset() },
    );
  };

  return (
    <form className="settings-form" onSubmit={submit}>
      <div className="form-row">
        <TextField label="Account id" name="accountId" inputMode="numeric" autoComplete="off" required pattern="\s*(\d[\s\-]*){12}" title="12 digits" placeholder="12 digits" />
        <TextField label="Name" name="name" maxLength={100} autoComplete="off" required placeholder="production" />
        <Button type="submit" look="primary" isBusy={claim.isPending}>Claim</Button>
      </div>
      {claim.error !== null && <ProblemNote error={claim.error} />}
    </form>
  );
}

function Release({ account, onClose }: { account: ClaimedAccount; onClose: () => void }) {
  const release = useReleaseAccount();
  return (
    <ConfirmDialog title={`Release ${account.accountId}?`} action="Release the account" isBusy={release.isPending} error={release.error}
      onConfirm={() => release.mutate(account.accountId, { onSuccess: onClose })} onClose={onClose}>
      <p>“{account.name}” can then be claimed by another organization. Events already received stay here.</p>
    </ConfirmDialog>
  );
}
