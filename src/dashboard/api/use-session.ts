import { useQuery } from '@tanstack/react-query';
import { whoAsks } from './session.ts';

/** Who asks: `null` where the server wants a key first. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: async () => (await whoAsks()) ?? null, staleTime: 60_000 });
}
