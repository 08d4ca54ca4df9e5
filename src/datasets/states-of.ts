import type { SeriesState } from '../contracts/series-life.ts';

interface Pair {
  readonly store: string;
  readonly item: string;
}

/** The states of series as a panel has them; nothing where all of these are running. */
export function statesOf(
  series: readonly Pair[],
  life: readonly (Pair & { readonly state: SeriesState })[],
): { readonly seriesStates?: readonly SeriesState[] } {
  const states = new Map(life.map(({ store, item, state }) => [`${store}\n${item}`, state]));
  const seriesStates = series.map(({ store, item }) => states.get(`${store}\n${item}`) ?? 'running');
  return seriesStates.every((state) => state === 'running') ? {} : { seriesStates };
}
