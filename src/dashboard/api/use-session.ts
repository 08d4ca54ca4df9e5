import { useQuery } from '@tanstack/react-query';
import { whoAsks } from './session.ts';

/** Who asks, or what the server wants first. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: whoAsks, staleTime: 60_000 });
}
