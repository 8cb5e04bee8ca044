import { type FormEvent, useEffect } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { asProblem, type Problem } from '../../api/problem';
import { session, useSession } from '../../api/session';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { useSignIn } from './api';
import { pathAfterSignIn } from './returnPath';
import { Welcome } from './Welcome';

export function SignInPage() {
  const current = useSession();
  const [search] = useSearchParams();
  const signIn = useSignIn();
  useEffect(() => {
    document.title = 'Sign in · Raposa';
  }, []);

  if (current !== undefined) {
    return <Navigate to={pathAfterSignIn(search.get('next'))} replace />;
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };

  const problem = signIn.error === null ? undefined : asProblem(signIn.error);
  return (
    <Welcome title="Sign in">
      {session.whyEnded() === 'expired' && problem === undefined && (
        <p className="note" role="status">Your session ended. Sign in again to go on where you were.</p>
      )}
      {problem !== undefined && <SignInProblem problem={problem} />}
      <form className="welcome-form" onSubmit={submit}>
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <Button type="submit" look="primary" isBusy={signIn.isPending}>Sign in</Button>
      </form>
    </Welcome>
  );
}

// Which of the two was wrong is not said, by the platform either.
function SignInProblem({ problem }: { problem: Problem }) {
  return problem.code === 'wrong-email-or-password'
    ? <p className="note note-bad" role="alert">{problem.title}</p>
    : <ProblemNote error={problem} />;
}
