import { asProblem } from '../api/problem';
import { Button } from './Button';
import './note.css';

/** What went wrong, in the platform's own words, with what to quote and, where it may help, another try. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <div className="note note-bad" role="alert">
      <p className="note-title">{problem.title}</p>
      {problem.detail !== undefined && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul className="note-list">
          {problem.errors.map(({ pointer, reason }, at) => (
            <li key={at}>{pointer !== '' && <code>{pointer}</code>} {reason}</li>
          ))}
        </ul>
      )}
      {problem.traceId !== undefined && <p className="note-trace">Trace <code className="break">{problem.traceId}</code></p>}
      {onRetry !== undefined && problem.isTransient && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
