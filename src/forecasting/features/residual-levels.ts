import type { FeatureColumn } from './column.ts';
import type { Grid } from './grid.ts';
import { orElse, trailingMean } from './trailing.ts';

const meanWeeks = [2, 4, 8, 13, 26];
const groupWeeks = 4;

/**
 * Levels freed of promotions: trailing means of what stage one leaves unexplained (`log units − eff`), of the series
 * itself and, over four weeks, of its item over all stores and of its store over all items. Zero where nothing is known.
 *
 * @param residuals all series of the grid × week, NaN where units are missing
 * @param series the segment's series
 */
export function residualLevels(grid: Grid, residuals: Float64Array, series: Int32Array): FeatureColumn[] {
  const { nWeeks } = grid;
  const own = new Float64Array(series.length * nWeeks);
  series.forEach((s, i) => own.set(residuals.subarray(s * nWeeks, (s + 1) * nWeeks), i * nWeeks));
  const ofItem = groupMeans(residuals, grid.seriesItem, grid.items.length, nWeeks);
  const ofStore = groupMeans(residuals, grid.seriesStore, grid.nStores, nWeeks);
  const spread = (groups: Float64Array, groupOf: Int32Array): Float64Array => {
    const values = new Float64Array(series.length * nWeeks);
    series.forEach((s, i) => {
      const group = groupOf[s]!;
      values.set(groups.subarray(group * nWeeks, (group + 1) * nWeeks), i * nWeeks);
    });
    return values;
  };
  return [
    ...meanWeeks.map((length) => column(`residual-mean-${length}`, orElse(trailingMean(own, nWeeks, { length }), 0))),
    column(`residual-item-mean-${groupWeeks}`, spread(ofItem, grid.seriesItem)),
    column(`residual-store-mean-${groupWeeks}`, spread(ofStore, grid.seriesStore)),
  ];
}

/** Mean over the series of a group and the trailing weeks, group × week; 0 where no value is known. */
function groupMeans(residuals: Float64Array, groupOf: Int32Array, nGroups: number, nWeeks: number): Float64Array {
  const sums = new Float64Array(nGroups * nWeeks);
  const counts = new Float64Array(nGroups * nWeeks);
  for (let i = 0; i < residuals.length; i++) {
    if (Number.isNaN(residuals[i]!)) continue;
    const cell = groupOf[Math.floor(i / nWeeks)]! * nWeeks + (i % nWeeks);
    sums[cell]! += residuals[i]!;
    counts[cell]!++;
  }
  // Both means run over the same number of weeks, so their ratio is sum over count.
  const sum = trailingMean(sums, nWeeks, { length: groupWeeks });
  const count = trailingMean(counts, nWeeks, { length: groupWeeks });
  return sum.map((value, i) => (count[i]! > 0 ? value / count[i]! : 0));
}

function column(name: string, values: Float64Array): FeatureColumn {
  return { name, at: 'cutoff', values };
}
