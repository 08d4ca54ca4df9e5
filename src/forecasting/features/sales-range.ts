import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { orElse, trailingMean } from './trailing.ts';
import { trailingQuantile } from './trailing-quantile.ts';
import { mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const rangeWeeks = [8, 26];
const quantiles = { median: 0.5, min: 0, max: 1 } as const;

export const salesRangeGroup: FeatureGroup = {
  name: 'sales-range',
  describe: 'trailing median, minimum and maximum of log units, and the share of weeks without sales',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, series }) => salesRange(rowsOf(grid.logUnits, series, grid.nWeeks), grid.nWeeks),
};

/**
 * Over 8 and 26 weeks: median, minimum and maximum of log units, and the share of zeros among the known weeks. An empty window
 * takes the mean of all weeks so far, and no zeros; `units-missing-share-8` of the sales history tells of it.
 *
 * @param logUnits series × week, NaN where missing
 */
export function salesRange(logUnits: HistoryMatrix, nWeeks: number): CutoffColumn[] {
  const all = trailingMean(logUnits, nWeeks, { length: Number.POSITIVE_INFINITY });
  const zero = mapped(logUnits, (value) => (Number.isNaN(value) ? value : value === 0 ? 1 : 0));
  return rangeWeeks.flatMap((length): CutoffColumn[] => [
    ...Object.entries(quantiles).map(([name, share]): CutoffColumn => {
      const values = orElse(trailingQuantile(logUnits, nWeeks, { length, share }), all);
      return { name: `units-${name}-${length}`, at: 'cutoff', values };
    }),
    { name: `units-zero-share-${length}`, at: 'cutoff', values: orElse(trailingMean(zero, nWeeks, { length }), 0) },
  ]);
}
