import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { lagged, orElse, trailingCount, trailingDeviation, trailingMean } from './trailing.ts';
import { mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const lagWeeks = [0, 1, 2, 3, 4];
const meanWeeks = [4, 8, 13, 26, 52];
const recentWeeks = 8;

export const salesHistoryGroup: FeatureGroup = {
  name: 'sales-history',
  describe: 'the last weeks of log units, their trailing means and spread, and what was missing',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, series, from }) => salesHistory(rowsOf(grid.logUnits, series, grid.nWeeks), grid.nWeeks, from),
};

/**
 * Log units up to the cutoff: the last weeks, trailing means over 4 to 52 weeks and all weeks, and their spread. A missing
 * week takes the mean of the last eight, an empty window the mean of all weeks; two columns say where that happened.
 *
 * @param logUnits series × week, NaN where missing
 * @param from the first week that is read
 */
export function salesHistory(logUnits: HistoryMatrix, nWeeks: number, from = 0): CutoffColumn[] {
  const all = trailingMean(logUnits, nWeeks, { length: Number.POSITIVE_INFINITY, from });
  const mean = (length: number) => orElse(trailingMean(logUnits, nWeeks, { length, from }), all);
  const recent = mean(recentWeeks);
  const lags = lagWeeks.map((lag) => column(`units-lag-${lag}`, orElse(lagged(logUnits, nWeeks, lag), recent)));
  const means = meanWeeks.map((length) => column(`units-mean-${length}`, mean(length)));
  const known = trailingCount(logUnits, nWeeks, { length: recentWeeks, from });
  return [
    ...lags,
    ...means,
    column('units-mean-all', orElse(all, 0)),
    column('units-deviation-26', orElse(trailingDeviation(logUnits, nWeeks, { length: 26, from }), 0)),
    column(
      'units-missing',
      mapped(logUnits, (value) => (Number.isNaN(value) ? 1 : 0)),
    ),
    column(
      'units-missing-share-8',
      mapped(known, (count) => 1 - count / recentWeeks),
    ),
  ];
}

function column(name: string, values: HistoryMatrix): CutoffColumn {
  return { name, at: 'cutoff', values };
}
