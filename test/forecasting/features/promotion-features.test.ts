import { describe, expect, it } from 'vitest';
import { driverNames } from '../../../src/forecasting/features/driver-names.ts';
import { buildGrid } from '../../../src/forecasting/features/grid.ts';
import { promotionFeatures } from '../../../src/forecasting/features/promotion-features.ts';
import { asKnownAhead } from '../../../src/forecasting/features/week-matrix.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { panelOfUnits } from '../make-panel.ts';

/** Two stores with two items each. */
const deals = [
  [0, 1, 0.5, 0, 0],
  [1, 1, 0, 0, 0],
  [0, 0, 1, 0, 0],
  [0, 0, 0, 0, 0],
];
const panel: Panel = {
  ...panelOfUnits(
    deals.map((row) => row.map(() => 1)),
    { items: 2 },
  ),
  knownAhead: { deal: Float64Array.from(deals.flat()) },
  roles: { promotions: ['deal'] },
};
const grid = buildGrid(panel, driverNames(panel), { cutoffIndex: 4, horizonWeeks: 0 });

describe('promotionFeatures', () => {
  const depth = asKnownAhead(new Float64Array(20).fill(-2));
  const columns = promotionFeatures(grid, grid.promotions[0]!, depth, Int32Array.of(0));
  const of = (name: string) => [...columns.find((column) => column.name === `promotion:deal${name}`)!.values];

  it('gives the intensity of the target week and the three before', () => {
    expect(of('')).toEqual([0, 1, 0.5, 0, 0]);
    expect(of('-lag-3')).toEqual([0, 0, 0, 0, 1]);
  });

  it('counts the weeks since the last one and of the running one', () => {
    expect(of('-weeks-since')).toEqual([26, 26, 1, 1, 2].map(Math.log));
    expect(of('-weeks-running')).toEqual([0, 1, 2, 0, 0]);
  });

  it('gives how usual it is, here and in other stores', () => {
    expect(of('-share-4')).toEqual([0, 0, 1 / 2, 2 / 3, 1 / 2]);
    expect(of('-share-of-stores')).toEqual([0, 0.5, 0.75, 0, 0]);
  });

  it('counts the other items that have it, and meets depth', () => {
    expect(of('-other-items')).toEqual([1, 1, 0, 0, 0]);
    expect(of('-by-depth').map((value) => value + 0)).toEqual([0, -2, -1, 0, 0]);
  });

  it('needs no price', () => {
    const names = promotionFeatures(grid, grid.promotions[0]!, null, Int32Array.of(0)).map(({ name }) => name);
    expect(names).not.toContain('promotion:deal-by-depth');
  });
});
