import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { orElse, trailingMean } from './trailing.ts';
import { trailingQuantiles } from './trailing-quantile.ts';
import { mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const rangeWeeks = [8, 26];
const quantiles = ['median', 'min', 'max'] as const;
const shares = [0.5, 0, 1];

export const salesRangeGroup: FeatureGroup = {
  name: 'sales-range',
  describe: 'trailing median, minimum and maximum of log units, and the share of weeks without sales',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, series, from }) => salesRange(rowsOf(grid.logUnits, series, grid.nWeeks), grid.nWeeks, from),
};

/**
 * Over 8 and 26 weeks: median, minimum and maximum of log units, and the share of zeros among the known weeks. An empty window
 * takes the mean of all weeks so far, and no zeros; `units-missing-share-8` of the sales history shows it.
 *
 * @param logUnits series × week, NaN where missing
 * @param from the first week that is read
 */
export function salesRange(logUnits: HistoryMatrix, nWeeks: number, from = 0): CutoffColumn[] {
  const all = trailingMean(logUnits, nWeeks, { length: Number.POSITIVE_INFINITY, from });
  const zero = mapped(logUnits, (value) => (Number.isNaN(value) ? value : value === 0 ? 1 : 0));
  return rangeWeeks.flatMap((length): CutoffColumn[] => [
    ...trailingQuantiles(logUnits, nWeeks, { length, shares, from }).map((values, index): CutoffColumn => {
      return { name: `units-${quantiles[index]!}-${length}`, at: 'cutoff', values: orElse(values, all) };
    }),
    {
      name: `units-zero-share-${length}`,
      at: 'cutoff',
      values: orElse(trailingMean(zero, nWeeks, { length, from }), 0),
    },
  ]);
}
