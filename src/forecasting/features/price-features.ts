import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Grid } from './grid.ts';
import { missingIndicator } from './indicator.ts';
import { lagged, orElse, trailingMax, trailingMean } from './trailing.ts';
import { derived, difference, mapped, rowsOf } from './week-matrix.ts';
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
    const { grid, depth, series, from } = context;
    if (!grid.price || !depth) return;
    yield* priceFeatures(grid, grid.price.values, depth, series, from);
    yield* missingIndicator('price', grid.price, context);
  },
};

/** Log price less the highest of the 13 weeks before, all series × week: below zero in a price promotion. */
export function priceDepth(grid: Grid, logPrice: KnownAheadMatrix): KnownAheadMatrix {
  const highest = trailingMax(logPrice, grid.nWeeks, { length: depthWeeks, shift: 1 });
  return orElse(difference(logPrice, highest), 0);
}

/**
 * The target week's price and where it stands: the weeks before, against its own past, its depth below the recent high, and
 * its place among the items of the store.
 *
 * @param depth of `priceDepth`
 * @param from the first week that is read
 */
export function priceFeatures(
  grid: Grid,
  logPrice: KnownAheadMatrix,
  depth: KnownAheadMatrix,
  series: Int32Array,
  from = 0,
): TargetColumn[] {
  const { nWeeks } = grid;
  const column = (name: string, values: KnownAheadMatrix): TargetColumn => ({ name, at: 'target', values });
  const own = rowsOf(logPrice, series, nWeeks);
  const ownDepth = rowsOf(depth, series, nWeeks);
  const depthMean = trailingMean(ownDepth, nWeeks, { length: 4, from });
  const depthSum = mapped(depthMean, (mean, i) => mean * Math.min(4, (i % nWeeks) + 1));
  return [
    ...priceLags.map((lag) => column(lag === 0 ? 'price' : `price-lag-${lag}`, orElse(lagged(own, nWeeks, lag), own))),
    ...referenceWeeks.map((length) => {
      const reference = orElse(trailingMean(own, nWeeks, { length, shift: 1, from }), own);
      return column(`price-against-${length}`, difference(own, reference));
    }),
    column('depth', ownDepth),
    column('depth-lag-1', orElse(lagged(ownDepth, nWeeks, 1), 0)),
    column('depth-lag-2', orElse(lagged(ownDepth, nWeeks, 2), 0)),
    column('depth-sum-4', depthSum),
    ...pricePosition(grid, logPrice, series, from),
    ...depthOfOthers(grid, depth, series, from),
  ];
}

function pricePosition(grid: Grid, logPrice: KnownAheadMatrix, series: Int32Array, from: number): TargetColumn[] {
  const { nWeeks } = grid;
  const againstMean = new Float64Array(series.length * nWeeks);
  const againstMinimum = new Float64Array(series.length * nWeeks);
  const rank = new Float64Array(series.length * nWeeks);
  for (const { sorted, sum, week, positions } of storeWeeks(grid, logPrice, series, from)) {
    const mean = sum / sorted.length;
    for (const position of positions) {
      const cell = position * nWeeks + week;
      const value = logPrice[series[position]! * nWeeks + week]!;
      againstMean[cell] = value - mean;
      againstMinimum[cell] = value - sorted[0]!;
      rank[cell] = sorted.length > 1 ? countBelow(sorted, value) / (sorted.length - 1) : 0;
    }
  }
  return [
    { name: 'price-against-store-mean', at: 'target', values: derived(logPrice, againstMean) },
    { name: 'price-against-store-minimum', at: 'target', values: derived(logPrice, againstMinimum) },
    { name: 'price-rank', at: 'target', values: derived(logPrice, rank) },
  ];
}

/** Deepest and mean depth of the store's other items. */
function depthOfOthers(grid: Grid, depth: KnownAheadMatrix, series: Int32Array, from: number): TargetColumn[] {
  const { nWeeks } = grid;
  const deepest = new Float64Array(series.length * nWeeks);
  const mean = new Float64Array(series.length * nWeeks);
  for (const { sorted, sum, week, positions } of storeWeeks(grid, depth, series, from)) {
    if (sorted.length === 1) continue;
    for (const position of positions) {
      const value = depth[series[position]! * nWeeks + week]!;
      deepest[position * nWeeks + week] = value === sorted[0] ? sorted[1]! : sorted[0]!;
      mean[position * nWeeks + week] = (sum - value) / (sorted.length - 1);
    }
  }
  return [
    { name: 'others-depth-deepest', at: 'target', values: derived(depth, deepest) },
    { name: 'others-depth-mean', at: 'target', values: derived(depth, mean) },
  ];
}

/** A store's week. What is given is used again for the next one. */
interface StoreWeek {
  /** The values of all the store's items, rising. */
  readonly sorted: Float64Array;
  /** Their sum, in that order. */
  readonly sum: number;
  readonly week: number;
  /** Places of the store's wanted series in the list of them. */
  readonly positions: readonly number[];
}

/** Every store of the wanted series, week by week. */
function* storeWeeks(grid: Grid, values: Float64Array, series: Int32Array, from: number): Generator<StoreWeek> {
  const { nWeeks } = grid;
  const wanted = Map.groupBy(series.keys(), (position) => grid.seriesStore[series[position]!]!);
  for (const [store, positions] of wanted) {
    const all = seriesOfStore(grid, store);
    const sorted = new Float64Array(all.length);
    for (let week = from; week < nWeeks; week++) {
      for (let i = 0; i < all.length; i++) sorted[i] = values[all[i]! * nWeeks + week]!;
      sorted.sort();
      let sum = 0;
      for (let i = 0; i < sorted.length; i++) sum += sorted[i]!;
      yield { sorted, sum, week, positions };
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
