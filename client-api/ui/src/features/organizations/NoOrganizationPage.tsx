import type { FormEvent } from 'react';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { useSignOut, useSwitchOrganization } from '../session/api';
import { Welcome } from '../session/Welcome';
import { useCreateOrganization } from './api';

/** For a person who is in no organization: the first, or removed from the last one. */
export function NoOrganizationPage() {
  const create = useCreateOrganization();
  const enter = useSwitchOrganization();
  const signOut = useSignOut();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    create.mutate(name, { onSuccess: (organization) => enter.mutate(organization.id) });
  };

  const error = create.error ?? enter.error;
  return (
    <Welcome title="You are in no organization">
      <p className="quiet">Ask a member of yours to add you, or begin a new one. You will be its owner.</p>
      {error !== null && <ProblemNote error={error} />}
      <form className="welcome-form" onSubmit={submit}>
        <TextField label="Name of the new organization" name="name" maxLength={100} required />
        <Button type="submit" look="primary" isBusy={create.isPending || enter.isPending}>Begin</Button>
        <Button onClick={signOut}>Sign out</Button>
      </form>
    </Welcome>
  );
}
