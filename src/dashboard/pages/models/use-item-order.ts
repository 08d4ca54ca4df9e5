import { useFilters } from '../../layout/use-filters.ts';

/** Items asked for: what a reader can look through. */
export const itemsShown = 50;

/** By which error the worst items are chosen, in the address. */
export function useItemOrder(): readonly ['wape' | 'rmse', (order: string) => void] {
  const [{ itemsBy }, setFilters] = useFilters('itemsBy');
  return [itemsBy === 'rmse' ? 'rmse' : 'wape', (order) => setFilters({ itemsBy: order })];
}
