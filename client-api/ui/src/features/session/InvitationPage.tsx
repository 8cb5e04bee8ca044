import { type FormEvent, useEffect, useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { useSession } from '../../api/session';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { useAcceptInvitation } from './api';
import { Welcome } from './Welcome';

/** Where an invited person joins. The token is in the fragment, which browsers send to nobody. */
export function InvitationPage() {
  const current = useSession();
  const [search] = useSearchParams();
  const { hash } = useLocation();
  const accept = useAcceptInvitation();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    document.title = 'Invitation · Raposa';
  }, []);

  if (current !== undefined && accept.isSuccess) {
    return <Navigate to="/" replace />;
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    accept.mutate({ email: String(form.get('email')), token: String(form.get('token')).trim(), password: String(form.get('password')) });
  };

  return (
    <Welcome title="You were invited">
      <p className="quiet">Choose a password, and you are in. If you have one here already, give that.</p>
      {accept.error !== null && <ProblemNote error={accept.error} />}
      <form className="welcome-form" onSubmit={submit}>
        <TextField label="E-mail" name="email" type="email" autoComplete="username" defaultValue={search.get('email') ?? ''} required />
        <TextField label="Invitation" name="token" autoComplete="off" defaultValue={decodeURIComponent(hash.slice(1))} required />
        <TextField label="Password" name="password" type={isShown ? 'text' : 'password'} autoComplete="new-password" required hint="12 characters or more." />
        <label className="welcome-check"><input type="checkbox" checked={isShown} onChange={() => setIsShown(!isShown)} /> Show the password</label>
        <Button type="submit" look="primary" isBusy={accept.isPending}>Join</Button>
      </form>
    </Welcome>
  );
}
