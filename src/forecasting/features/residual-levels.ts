import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Grid } from './grid.ts';
import { orElse, trailingMean } from './trailing.ts';
import { derived, rowsOf } from './week-matrix.ts';
import type { WeekMatrix } from './week-matrix.ts';

const meanWeeks = [2, 4, 8, 13, 26];
const groupWeeks = 4;

export const residualLevelsGroup: FeatureGroup = {
  name: 'residual-levels',
  describe: 'trailing means of what stage one leaves unexplained, of the series, its item and its store',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, residuals, series, from }) => residualLevels(grid, residuals, series, from),
};

/**
 * Levels freed of promotions: trailing means of what stage one leaves unexplained (`log units − eff`), of the series
 * itself and, over four weeks, of its item over all stores and of its store over all items. Zero where nothing is known.
 *
 * @param residuals all series of the grid × week, NaN where units are missing
 * @param series the segment's series
 * @param from the first week that is read
 */
function residualLevels(grid: Grid, residuals: WeekMatrix, series: Int32Array, from: number): CutoffColumn[] {
  const { nWeeks } = grid;
  const own = rowsOf(residuals, series, nWeeks);
  const ofGroup = (name: string, groupOf: Int32Array, nGroups: number): CutoffColumn => ({
    ...column(name, groupMeans(residuals, groupOf, nGroups, nWeeks)),
    rowOf: series.map((s) => groupOf[s]!),
  });
  return [
    ...meanWeeks.map((length) =>
      column(`residual-mean-${length}`, orElse(trailingMean(own, nWeeks, { length, from }), 0)),
    ),
    ofGroup(`residual-item-mean-${groupWeeks}`, grid.seriesItem, grid.items.length),
    ofGroup(`residual-store-mean-${groupWeeks}`, grid.seriesStore, grid.nStores),
  ];
}

/** Mean over the series of a group and the trailing weeks, group × week; 0 where no value is known. */
function groupMeans(residuals: WeekMatrix, groupOf: Int32Array, nGroups: number, nWeeks: number): WeekMatrix {
  const sums = new Float64Array(nGroups * nWeeks);
  const counts = new Float64Array(nGroups * nWeeks);
  for (let s = 0; s < groupOf.length; s++) {
    for (let w = 0; w < nWeeks; w++) {
      const value = residuals[s * nWeeks + w]!;
      if (Number.isNaN(value)) continue;
      sums[groupOf[s]! * nWeeks + w]! += value;
      counts[groupOf[s]! * nWeeks + w]!++;
    }
  }
  // Both means run over the same number of weeks, so their ratio is sum over count.
  const sum = trailingMean(sums, nWeeks, { length: groupWeeks });
  const count = trailingMean(counts, nWeeks, { length: groupWeeks });
  return derived(
    residuals,
    sum.map((value, i) => (count[i]! > 0 ? value / count[i]! : 0)),
  );
}

function column(name: string, values: WeekMatrix): CutoffColumn {
  return { name, at: 'cutoff', values };
}
