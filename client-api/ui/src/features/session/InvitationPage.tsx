import { type FormEvent, useEffect, useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { useSession } from '../../api/session';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { useAcceptInvitation } from './api';
import { Welcome } from './Welcome';

/** Where an invited person sets a password. The token is in the fragment, which browsers send to nobody. */
export function InvitationPage() {
  const current = useSession();
  const [search] = useSearchParams();
  const { hash } = useLocation();
  const accept = useAcceptInvitation();
  const [isDifferent, setIsDifferent] = useState(false);
  useEffect(() => {
    document.title = 'Invitation · Raposa';
  }, []);

  if (current !== undefined && accept.isSuccess) {
    return <Navigate to="/" replace />;
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    const isRepeated = password === form.get('repeated');
    setIsDifferent(!isRepeated);
    if (isRepeated) {
      accept.mutate({ email: String(form.get('email')).trim(), token: String(form.get('token')).trim(), password });
    }
  };

  return (
    <Welcome title="Choose a password">
      <p className="quiet">You were invited. Choose a password, and you are in.</p>
      {accept.error !== null && <ProblemNote error={accept.error} />}
      <form className="welcome-form" onSubmit={submit}>
        <TextField label="E-mail" name="email" type="email" autoComplete="username" defaultValue={search.get('email') ?? ''} required />
        <TextField label="Invitation" name="token" autoComplete="off" defaultValue={decodeURIComponent(hash.slice(1))} required />
        <TextField label="Password" name="password" type="password" autoComplete="new-password" minLength={12} required hint="12 characters or more." />
        <TextField label="Password, once more" name="repeated" type="password" autoComplete="new-password" required
          error={isDifferent ? 'The two are not the same.' : undefined} />
        <Button type="submit" look="primary" isBusy={accept.isPending}>Set the password</Button>
      </form>
    </Welcome>
  );
}
