import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from './Button';
import { ProblemNote } from './ProblemNote';

interface LoadMoreProps {
  query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'error' | 'data'>;
  shown: string;
}

/** The end of a keyset list: how much is shown, and more of it. */
export function LoadMore({ query, shown }: LoadMoreProps) {
  return (
    <div className="load-more">
      {query.data !== undefined && query.error !== null && <ProblemNote error={query.error} onRetry={() => void query.fetchNextPage()} />}
      <p className="quiet" role="status">{shown}{query.hasNextPage ? '' : ', all there is'}</p>
      {query.hasNextPage && <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Load more</Button>}
    </div>
  );
}
