import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './Loading';
import { ProblemNote } from './ProblemNote';

interface AnsweredProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Loading, the problem, or the data: every page asks the platform through this, so none forgets a state. */
export function Answered<T>({ query, what, rows, children }: AnsweredProps<T>) {
  if (query.data !== undefined) {
    return children(query.data);
  }

  return query.error !== null
    ? <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
    : <Loading what={what} rows={rows} />;
}
