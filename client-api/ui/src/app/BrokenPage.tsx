import { useRouteError } from 'react-router';
import { Button } from '../components/Button';
import { ProblemNote } from '../components/ProblemNote';
import { Welcome } from '../features/session/Welcome';

/** A page that threw while it was drawn: our bug, said plainly. */
export function BrokenPage() {
  return (
    <Welcome title="This page broke">
      <ProblemNote error={useRouteError()} />
      <Button look="primary" onClick={() => window.location.assign('/')}>Back to the overview</Button>
    </Welcome>
  );
}
