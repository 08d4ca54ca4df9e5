import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { lagged, lasting, lastingMean, orElse, trailingCount, trailingDeviation, trailingMean } from './trailing.ts';
import { mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const lagWeeks = [0, 1, 2, 3, 4];
const meanWeeks = [4, 8, 13, 26, 52];
const recentWeeks = 8;
const spreadWeeks = 26;

export const salesHistoryGroup: FeatureGroup = {
  name: 'sales-history',
  describe: 'the last weeks of log units, their trailing means and spread, and what was missing',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, series, from }) => salesHistory(rowsOf(grid.logUnits, series, grid.nWeeks), grid.nWeeks, from),
};

/**
 * Log units up to the cutoff: the last weeks, trailing means over 4 to 52 weeks and all weeks, and their spread. A missing
 * week takes the mean of the last eight, an empty window what the last one with sales had, so that after a gap a series is
 * where it was before; two columns say where that happened.
 *
 * @param logUnits series × week, NaN where missing
 * @param from the first week that is read
 */
export function salesHistory(logUnits: HistoryMatrix, nWeeks: number, from = 0): CutoffColumn[] {
  const all = trailingMean(logUnits, nWeeks, { length: Number.POSITIVE_INFINITY, from });
  // Of all weeks: what lasts to a week that is read may come from any week before it.
  const mean = (length: number) => orElse(lastingMean(logUnits, nWeeks, length), 0);
  const recent = mean(recentWeeks);
  const lags = lagWeeks.map((lag) => column(`units-lag-${lag}`, orElse(lagged(logUnits, nWeeks, lag), recent)));
  const means = meanWeeks.map((length) => column(`units-mean-${length}`, mean(length)));
  const deviation = trailingDeviation(logUnits, nWeeks, { length: spreadWeeks });
  const spread = lasting(deviation, logUnits, nWeeks, spreadWeeks);
  const known = trailingCount(logUnits, nWeeks, { length: recentWeeks, from });
  return [
    ...lags,
    ...means,
    column('units-mean-all', orElse(all, 0)),
    column(`units-deviation-${spreadWeeks}`, orElse(spread, 0)),
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
