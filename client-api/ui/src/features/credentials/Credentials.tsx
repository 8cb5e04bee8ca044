import { type FormEvent, useState } from 'react';
import type { Credential } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Empty } from '../../components/Empty';
import { TextField } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { SecretDialog } from '../../components/SecretDialog';
import { Table } from '../../components/Table';
import { Time } from '../../components/Time';
import { useNow } from '../../components/useNow';
import { counted } from '../../format/numbers';
import { useMay } from '../session/useRole';
import { useCredentials, useIssueCredential, useRevokeCredential, useRotateCredential } from './api';
import { liveSecrets, nextEnd } from './credentials';

export function Credentials() {
  const query = useCredentials();
  const mayManage = useMay('manageCredentials');
  const [asked, setAsked] = useState<{ what: 'rotate' | 'revoke'; credential: Credential }>();
  const close = () => setAsked(undefined);
  return (
    <Panel title="Credentials" isFlush>
      {mayManage && <Issue />}
      <Answered query={query} what="credentials">
        {(credentials) => credentials.length === 0
          ? <Empty title="No credentials."><p>Issue one to send events: an API key, and a secret that signs every batch.</p></Empty>
          : (
            <Table
              label="Credentials"
              rows={credentials}
              id={(credential) => credential.id}
              columns={[
                { title: 'Name', cell: (credential) => <><strong>{credential.name}</strong> <code className="quiet" title={`rpk_${credential.id}_…`}>rpk_…{credential.id.slice(-8)}_…</code></> },
                { title: 'State', cell: (credential) => <State credential={credential} /> },
                { title: 'Issued', cell: (credential) => <Time at={credential.createdAt} shape="day" /> },
                {
                  title: 'Actions', isQuiet: true,
                  cell: (credential) => mayManage && typeof credential.revokedAt !== 'string' && (
                    <span className="row-actions">
                      <Button aria-label={`Rotate ${credential.name}`} onClick={() => setAsked({ what: 'rotate', credential })}>Rotate</Button>
                      <Button aria-label={`Revoke ${credential.name}`} onClick={() => setAsked({ what: 'revoke', credential })}>Revoke</Button>
                    </span>
                  ),
                },
              ]}
            />
          )}
      </Answered>
      {asked?.what === 'rotate' && <Rotate credential={asked.credential} onClose={close} />}
      {asked?.what === 'revoke' && <Revoke credential={asked.credential} onClose={close} />}
    </Panel>
  );
}

function State({ credential }: { credential: Credential }) {
  const now = useNow(60_000);
  if (typeof credential.revokedAt === 'string') {
    return <><Badge>Revoked</Badge> <span className="quiet"><Time at={credential.revokedAt} /></span></>;
  }

  const live = liveSecrets(credential, now);
  const end = nextEnd(live);
  return (
    <>
      <Badge look={live.length > 0 ? 'good' : 'bad'}>{counted(live.length, 'live secret')}</Badge>
      {end !== undefined && <span className="quiet"> one ends <Time at={end} /></span>}
    </>
  );
}

function Issue() {
  const issue = useIssueCredential();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    issue.mutate(String(new FormData(element).get('name')).trim(), { onSuccess: () => element.reset() });
  };

  return (
    <form className="settings-form" onSubmit={submit}>
      <div className="form-row">
        <TextField label="Name" name="name" maxLength={100} autoComplete="off" required placeholder="What will send with it" />
        <Button type="submit" look="primary" isBusy={issue.isPending}>Issue a credential</Button>
      </div>
      {issue.error !== null && <ProblemNote error={issue.error} />}
      {issue.data !== undefined && (
        <SecretDialog
          title={`Credential ${issue.data.credential.name}`}
          hint="Store both now. They are not shown again, and nobody can look them up."
          secrets={[{ name: 'API key', value: issue.data.apiKey }, { name: 'Signing secret', value: issue.data.signingSecret }]}
          onClose={() => issue.reset()}
        />
      )}
    </form>
  );
}

function Rotate({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const rotate = useRotateCredential();
  return rotate.data === undefined
    ? (
      <ConfirmDialog title={`Rotate the secret of ${credential.name}?`} action="Rotate" isBusy={rotate.isPending} error={rotate.error}
        onConfirm={() => rotate.mutate(credential.id)} onClose={onClose}>
        <p>You get a new signing secret; the API key stays. The secret before it goes on working for a while, so that senders can change over.</p>
      </ConfirmDialog>
    )
    : (
      <SecretDialog title={`New secret of ${credential.name}`} hint="Store it now. It is not shown again, and nobody can look it up."
        secrets={[{ name: 'Signing secret', value: rotate.data.signingSecret }]} onClose={onClose} />
    );
}

function Revoke({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const revoke = useRevokeCredential();
  return (
    <ConfirmDialog title={`Revoke ${credential.name}?`} action="Revoke the credential" isBusy={revoke.isPending} error={revoke.error}
      onConfirm={() => revoke.mutate(credential.id, { onSuccess: onClose })} onClose={onClose}>
      <p>Whoever sends with it is refused from the next request on. This cannot be taken back.</p>
    </ConfirmDialog>
  );
}
