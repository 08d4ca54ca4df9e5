import { expect, it } from 'vitest';
import type { FeatureColumn } from '../../../src/forecasting/features/column.ts';
import { driverNames } from '../../../src/forecasting/features/driver-names.ts';
import { buildGrid } from '../../../src/forecasting/features/grid.ts';
import { priceDepth, priceFeatures } from '../../../src/forecasting/features/price-features.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { panelOfUnits } from '../make-panel.ts';

/** One store with three items; log prices are whole numbers. */
const logPrices = [
  [2, 2, 1, 2],
  [3, 3, 3, 1],
  [5, 4, 4, 4],
];
const panel: Panel = {
  ...panelOfUnits(
    logPrices.map((row) => row.map(() => 1)),
    { items: 3 },
  ),
  knownAhead: { price: Float64Array.from(logPrices.flat(), Math.exp) },
  roles: { price: 'price', promotions: [] },
};
const grid = buildGrid(panel, driverNames(panel), { cutoffIndex: 3, horizonWeeks: 0 });
const depth = priceDepth(grid, grid.price!.values);

function rounded(columns: readonly FeatureColumn[], name: string): number[] {
  const { values } = columns.find((column) => column.name === name)!;
  // Adding 0 turns −0 into 0.
  return Array.from(values, (value) => Math.round(value * 1000) / 1000 + 0);
}

it('measures depth below the highest price of the weeks before', () => {
  expect(Array.from(depth, (value) => Math.round(value) + 0)).toEqual([0, 0, -1, 0, 0, 0, 0, -2, 0, -1, -1, -1]);
});

it('sets the price of the target week against its own past', () => {
  const columns = priceFeatures(grid, grid.price!.values, depth, Int32Array.of(0));
  expect(rounded(columns, 'price')).toEqual([2, 2, 1, 2]);
  expect(rounded(columns, 'price-lag-1')).toEqual([2, 2, 2, 1]);
  expect(rounded(columns, 'price-against-4')).toEqual([0, 0, -1, 0.333]);
  expect(rounded(columns, 'depth-lag-1')).toEqual([0, 0, 0, -1]);
  expect(rounded(columns, 'depth-sum-4')).toEqual([0, 0, -1, -1]);
});

it('places it among the items of the store', () => {
  const columns = priceFeatures(grid, grid.price!.values, depth, Int32Array.of(1, 2));
  expect(rounded(columns, 'price-against-store-mean').slice(0, 4)).toEqual([-0.333, 0, 0.333, -1.333]);
  expect(rounded(columns, 'price-against-store-minimum').slice(0, 4)).toEqual([1, 1, 2, 0]);
  expect(rounded(columns, 'price-rank')).toEqual([0.5, 0.5, 0.5, 0, 1, 1, 1, 1]);
});

it('gives the depth of the other items', () => {
  const columns = priceFeatures(grid, grid.price!.values, depth, Int32Array.of(0, 2));
  expect(rounded(columns, 'others-depth-deepest')).toEqual([0, -1, -1, -2, 0, 0, -1, -2]);
  expect(rounded(columns, 'others-depth-mean')).toEqual([0, -0.5, -0.5, -1.5, 0, 0, -0.5, -1]);
});
