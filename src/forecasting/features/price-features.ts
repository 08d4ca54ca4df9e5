import type { FeatureColumn } from './column.ts';
import type { Grid } from './grid.ts';
import { overItems } from './neighbours.ts';
import { lagged, orElse, trailingMax, trailingMean } from './trailing.ts';

const priceLags = [0, 1, 2, 3];
const referenceWeeks = [4, 13, 26, 52];
const depthWeeks = 13;

/** Log price less the highest of the 13 weeks before, all series × week: below zero in a price promotion. */
export function priceDepth(grid: Grid, logPrice: Float64Array): Float64Array {
  const highest = trailingMax(logPrice, grid.nWeeks, { length: depthWeeks, shift: 1 });
  return logPrice.map((price, i) => (Number.isNaN(highest[i]!) ? 0 : price - highest[i]!));
}

/**
 * The target week's price and where it stands: the weeks before, against its own past, its depth below the recent high, and
 * its place among the items of the store.
 *
 * @param depth of `priceDepth`
 */
export function priceFeatures(
  grid: Grid,
  logPrice: Float64Array,
  depth: Float64Array,
  series: Int32Array,
): FeatureColumn[] {
  const { nWeeks } = grid;
  const column = (name: string, values: Float64Array): FeatureColumn => ({
    name,
    at: 'target',
    values: ofSeries(values, series, nWeeks),
  });
  const depthSum = trailingMean(depth, nWeeks, { length: 4 }).map((mean, i) => mean * Math.min(4, (i % nWeeks) + 1));
  return [
    ...priceLags.map((lag) =>
      column(lag === 0 ? 'price' : `price-lag-${lag}`, orElse(lagged(logPrice, nWeeks, lag), logPrice)),
    ),
    ...referenceWeeks.map((length) => {
      const reference = orElse(trailingMean(logPrice, nWeeks, { length, shift: 1 }), logPrice);
      return column(
        `price-against-${length}`,
        logPrice.map((price, i) => price - reference[i]!),
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

function pricePosition(grid: Grid, logPrice: Float64Array, series: Int32Array): FeatureColumn[] {
  const { nWeeks } = grid;
  const { sum, min, count } = overItems(grid, logPrice);
  const againstMean = new Float64Array(series.length * nWeeks);
  const againstMin = new Float64Array(series.length * nWeeks);
  const rank = new Float64Array(series.length * nWeeks);
  series.forEach((s, i) => {
    const store = grid.seriesStore[s]!;
    const others = seriesOfStore(grid, store);
    for (let w = 0; w < nWeeks; w++) {
      const price = logPrice[s * nWeeks + w]!;
      againstMean[i * nWeeks + w] = price - sum[store * nWeeks + w]! / count[store]!;
      againstMin[i * nWeeks + w] = price - min[store * nWeeks + w]!;
      let cheaper = 0;
      for (const other of others) if (logPrice[other * nWeeks + w]! < price) cheaper++;
      rank[i * nWeeks + w] = others.length > 1 ? cheaper / (others.length - 1) : 0;
    }
  });
  return [
    { name: 'price-against-store-mean', at: 'target', values: againstMean },
    { name: 'price-against-store-minimum', at: 'target', values: againstMin },
    { name: 'price-rank', at: 'target', values: rank },
  ];
}

/** Deepest and mean depth of the store's other items. */
function depthOfOthers(grid: Grid, depth: Float64Array, series: Int32Array): FeatureColumn[] {
  const { nWeeks } = grid;
  const deepest = new Float64Array(series.length * nWeeks);
  const mean = new Float64Array(series.length * nWeeks);
  series.forEach((s, i) => {
    const others = seriesOfStore(grid, grid.seriesStore[s]!).filter((other) => other !== s);
    if (others.length === 0) return;
    for (let w = 0; w < nWeeks; w++) {
      let lowest = Number.POSITIVE_INFINITY;
      let sum = 0;
      for (const other of others) {
        const value = depth[other * nWeeks + w]!;
        if (value < lowest) lowest = value;
        sum += value;
      }
      deepest[i * nWeeks + w] = lowest;
      mean[i * nWeeks + w] = sum / others.length;
    }
  });
  return [
    { name: 'others-depth-deepest', at: 'target', values: deepest },
    { name: 'others-depth-mean', at: 'target', values: mean },
  ];
}

function seriesOfStore(grid: Grid, store: number): number[] {
  const { length } = grid.items;
  return Array.from(grid.seriesAt.subarray(store * length, (store + 1) * length)).filter((s) => s >= 0);
}

/** The rows of some series out of an all-series matrix. */
export function ofSeries(values: Float64Array, series: Int32Array, nWeeks: number): Float64Array {
  const result = new Float64Array(series.length * nWeeks);
  series.forEach((s, i) => result.set(values.subarray(s * nWeeks, (s + 1) * nWeeks), i * nWeeks));
  return result;
}
