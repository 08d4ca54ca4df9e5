import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Grid } from './grid.ts';
import { missingIndicator } from './indicator.ts';
import { lagged, orElse, trailingMax, trailingMean } from './trailing.ts';
import { combined, derived, mapped, rowsOf } from './week-matrix.ts';
import type { KnownAheadMatrix } from './week-matrix.ts';

const priceLags = [0, 1, 2, 3];
const referenceWeeks = [4, 13, 26, 52];
const depthWeeks = 13;

export const priceGroup: FeatureGroup = {
  name: 'price',
  describe: "the target week's price against its own past, the store's other items, and their depth",
  knownAhead: true,
  applies: ({ drivers }) => drivers.price !== null,
  *columns(context) {
    const { grid, depth, series } = context;
    if (!grid.price || !depth) return;
    yield* priceFeatures(grid, grid.price.values, depth, series);
    yield* missingIndicator('price', grid.price, context);
  },
};

/** Log price less the highest of the 13 weeks before, all series × week: below zero in a price promotion. */
export function priceDepth(grid: Grid, logPrice: KnownAheadMatrix): KnownAheadMatrix {
  const highest = trailingMax(logPrice, grid.nWeeks, { length: depthWeeks, shift: 1 });
  return combined(logPrice, highest, (price, reference) => (Number.isNaN(reference) ? 0 : price - reference));
}

/**
 * The target week's price and where it stands: the weeks before, against its own past, its depth below the recent high, and
 * its place among the items of the store.
 *
 * @param depth of `priceDepth`
 */
export function priceFeatures(
  grid: Grid,
  logPrice: KnownAheadMatrix,
  depth: KnownAheadMatrix,
  series: Int32Array,
): TargetColumn[] {
  const { nWeeks } = grid;
  const column = (name: string, values: KnownAheadMatrix): TargetColumn => ({
    name,
    at: 'target',
    values: rowsOf(values, series, nWeeks),
  });
  const depthMean = trailingMean(depth, nWeeks, { length: 4 });
  const depthSum = mapped(depthMean, (mean, i) => mean * Math.min(4, (i % nWeeks) + 1));
  return [
    ...priceLags.map((lag) =>
      column(lag === 0 ? 'price' : `price-lag-${lag}`, orElse(lagged(logPrice, nWeeks, lag), logPrice)),
    ),
    ...referenceWeeks.map((length) => {
      const reference = orElse(trailingMean(logPrice, nWeeks, { length, shift: 1 }), logPrice);
      return column(
        `price-against-${length}`,
        combined(logPrice, reference, (price, usual) => price - usual),
      );
    }),
    column('depth', depth),
    column('depth-lag-1', orElse(lagged(depth, nWeeks, 1), 0)),
    column('depth-lag-2', orElse(lagged(depth, nWeeks, 2), 0)),
    column('depth-sum-4', depthSum),
    ...pricePosition(grid, logPrice, series),
    ...depthOfOthers(grid, depth, series),
  ];
}

function pricePosition(grid: Grid, logPrice: KnownAheadMatrix, series: Int32Array): TargetColumn[] {
  const { nWeeks } = grid;
  const againstMean = new Float64Array(series.length * nWeeks);
  const againstMinimum = new Float64Array(series.length * nWeeks);
  const rank = new Float64Array(series.length * nWeeks);
  eachStoreWeek(grid, logPrice, series, (sorted, week, own) => {
    const mean = sorted.reduce((sum, price) => sum + price, 0) / sorted.length;
    for (const { position, value } of own) {
      const cell = position * nWeeks + week;
      againstMean[cell] = value - mean;
      againstMinimum[cell] = value - sorted[0]!;
      rank[cell] = sorted.length > 1 ? countBelow(sorted, value) / (sorted.length - 1) : 0;
    }
  });
  return [
    { name: 'price-against-store-mean', at: 'target', values: derived(logPrice, againstMean) },
    { name: 'price-against-store-minimum', at: 'target', values: derived(logPrice, againstMinimum) },
    { name: 'price-rank', at: 'target', values: derived(logPrice, rank) },
  ];
}

/** Deepest and mean depth of the store's other items. */
function depthOfOthers(grid: Grid, depth: KnownAheadMatrix, series: Int32Array): TargetColumn[] {
  const { nWeeks } = grid;
  const deepest = new Float64Array(series.length * nWeeks);
  const mean = new Float64Array(series.length * nWeeks);
  eachStoreWeek(grid, depth, series, (sorted, week, own) => {
    if (sorted.length === 1) return;
    const sum = sorted.reduce((total, value) => total + value, 0);
    for (const { position, value } of own) {
      deepest[position * nWeeks + week] = value === sorted[0] ? sorted[1]! : sorted[0]!;
      mean[position * nWeeks + week] = (sum - value) / (sorted.length - 1);
    }
  });
  return [
    { name: 'others-depth-deepest', at: 'target', values: derived(depth, deepest) },
    { name: 'others-depth-mean', at: 'target', values: derived(depth, mean) },
  ];
}

/** A value of one of the wanted series, by the position of the series in the list. */
interface OwnValue {
  readonly position: number;
  readonly value: number;
}

/** Visits every store and week with the values of all its items in rising order, and those of the wanted series. */
function eachStoreWeek(
  grid: Grid,
  values: Float64Array,
  series: Int32Array,
  visit: (sorted: Float64Array, week: number, own: readonly OwnValue[]) => void,
): void {
  const { nWeeks } = grid;
  const wanted = Map.groupBy(series.keys(), (position) => grid.seriesStore[series[position]!]!);
  for (const [store, positions] of wanted) {
    const all = seriesOfStore(grid, store);
    for (let week = 0; week < nWeeks; week++) {
      const sorted = Float64Array.from(all, (s) => values[s * nWeeks + week]!).sort();
      const own = positions.map((position) => ({ position, value: values[series[position]! * nWeeks + week]! }));
      visit(sorted, week, own);
    }
  }
}

function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function seriesOfStore(grid: Grid, store: number): number[] {
  const { length } = grid.items;
  return Array.from(grid.seriesAt.subarray(store * length, (store + 1) * length)).filter((s) => s >= 0);
}
