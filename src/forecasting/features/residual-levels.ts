import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Grid } from './grid.ts';
import { lastingMean, orElse, trailingMean } from './trailing.ts';
import { derived, difference, rowsOf } from './week-matrix.ts';
import type { WeekMatrix } from './week-matrix.ts';

const meanWeeks = [2, 4, 8, 13, 26];
const groupWeeks = 4;
const levelWeeks = 52;

export const residualLevelsGroup: FeatureGroup = {
  name: 'residual-levels',
  describe: 'the level of a series without promotions and season, and where it, its item and its store have been since',
  knownAhead: false,
  applies: () => true,
  columns: ({ grid, residuals, series }) => residualLevels(grid, residuals, series),
};

/**
 * Levels freed of promotions and season. `level`: the mean, over the year up to the row's own cutoff, of log units less what stage
 * one explains. What the mean of the last weeks has above it, of the series itself; and over four weeks what sales had above
 * their level, of its item over all stores and of its store over all items. A window without any sales takes what the last one
 * with sales had.
 *
 * @param residuals all series of the grid × week, NaN where units are missing
 * @param series the segment's series
 */
function residualLevels(grid: Grid, residuals: WeekMatrix, series: Int32Array): CutoffColumn[] {
  const { nWeeks } = grid;
  const own = rowsOf(residuals, series, nWeeks);
  const level = levelOf(own, nWeeks);
  const above = difference(residuals, levelOf(residuals, nWeeks));
  const ofGroup = (name: string, groupOf: Int32Array, nGroups: number): CutoffColumn => ({
    ...column(name, groupMeans(above, groupOf, nGroups, nWeeks)),
    rowOf: series.map((s) => groupOf[s]!),
  });
  return [
    column('level', orElse(levelOf(own, nWeeks), 0)),
    ...meanWeeks.map((length) => {
      const mean = lastingMean(own, nWeeks, length);
      return column(`residual-mean-${length}`, orElse(difference(mean, level), 0));
    }),
    ofGroup(`residual-item-mean-${groupWeeks}`, grid.seriesItem, grid.items.length),
    ofGroup(`residual-store-mean-${groupWeeks}`, grid.seriesStore, grid.nStores),
  ];
}

/** The mean of a year so far. */
function levelOf(residuals: WeekMatrix, nWeeks: number): WeekMatrix {
  return lastingMean(residuals, nWeeks, levelWeeks);
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
