import { QueryClient } from '@tanstack/react-query';
import { asProblem } from '../api/problem';

/** Asks again only where that may help: not after a refusal. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && asProblem(error).isTransient,
      },
    },
  });
}
