import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { derived, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

/** An item on sale for two years is no longer new; the cap also bounds what the start of the data hides. */
const longestWeeks = 104;
/** A series that sold in the first weeks of the data may be older than they are. */
const censoredWeeks = 4;

export const firstSaleGroup: FeatureGroup = {
  name: 'first-sale',
  describe: "log of the weeks since the series' first sale, and whether the data hide when that was",
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, series }) => firstSale(rowsOf(grid.logUnits, series, grid.nWeeks), grid.nWeeks),
};

/**
 * log(1 + weeks since the first week with sales), capped at two years; 0 before it. A second column is 1 where that week is one
 * of the first four of the data, so that the first may be too low.
 *
 * @param logUnits series × week, NaN where missing
 */
export function firstSale(logUnits: HistoryMatrix, nWeeks: number): CutoffColumn[] {
  const age = new Float64Array(logUnits.length);
  const censored = new Float64Array(logUnits.length);
  for (let start = 0; start < logUnits.length; start += nWeeks) {
    const first = logUnits.subarray(start, start + nWeeks).findIndex((value) => value > 0);
    if (first < 0) continue;
    for (let w = first; w < nWeeks; w++) {
      age[start + w] = Math.log1p(Math.min(longestWeeks, w - first));
      censored[start + w] = first < censoredWeeks ? 1 : 0;
    }
  }
  return [
    { name: 'first-sale-weeks', at: 'cutoff', values: derived(logUnits, age) },
    { name: 'first-sale-censored', at: 'cutoff', values: derived(logUnits, censored) },
  ];
}
