import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';

export function useExposure() {
  return useQuery({
    queryKey: ['network', 'exposure'],
    staleTime: 60_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/network/exposure', { signal })),
  });
}

/** The proof that the internet reaches somebody there: a packet, and the rules that let it through. */
export function useWitness(to: string, protocol: string, port: number | undefined, asOf: string) {
  return useQuery({
    queryKey: ['network', 'witness', to, protocol, port, asOf],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/network/query', { params: { query: { from: 'internet', to, protocol, port, asOf } }, signal })),
  });
}
