import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/forecasting/lasso/design.ts';
import type { FeatureRows } from '../../../src/forecasting/features/feature-rows.ts';
import { designColumns, designMatrix, productPairs } from '../../../src/forecasting/lasso/design.ts';

const rows: FeatureRows = {
  columns: ['price', 'promotion:deal'],
  values: Float32Array.of(1, 0, 2, 0, 3, 1, 6, 1),
  series: Int32Array.of(0, 1, 0, 1),
  cutoff: new Int32Array(4),
  step: new Int32Array(4).fill(1),
  target: new Float64Array(4),
  usable: new Uint8Array(4).fill(1),
  carriedForward: 0,
};
const store = (row: number) => `store-${rows.series[row]!}`;

describe('design', () => {
  const design: Design = {
    scaling: { mean: Float64Array.of(3, 0.5), deviation: Float64Array.of(2, 0.5) },
    products: [
      [0, 1],
      [0, 0],
    ],
    stores: ['store-0', 'store-1'],
    derivedScaling: { mean: Float64Array.of(0.75, 1, 0.5, 0.5), deviation: Float64Array.of(0.5, 2, 0.5, 0.5) },
  };

  it('has the features, their products and the stores', () => {
    expect(designColumns(design, rows.columns)).toEqual([
      'price',
      'promotion:deal',
      'price × promotion:deal',
      'price × price',
      'store:store-0',
      'store:store-1',
    ]);
  });

  it('scales features, then their products and the indicators', () => {
    const { values, columns } = designMatrix(design, rows, Int32Array.of(0, 3), store, Infinity);
    expect(columns).toBe(6);
    // (1 − 3)/2 and (0 − 0.5)/0.5; −1·−1 less 0.75 over 0.5, (−1)² less 1 over 2; in store 0, not in store 1.
    expect([...values.subarray(0, 6)]).toEqual([-1, -1, 0.5, 0, 1, -1]);
    expect([...values.subarray(6)]).toEqual([1.5, 1, 1.5, 0.625, -1, 1]);
  });

  it('clips features and products, not store indicators', () => {
    const far = { ...rows, values: Float32Array.of(1000, 1) };
    const { values } = designMatrix(design, far, Int32Array.of(0), () => 'store-0', 6);
    expect(values[0]).toBe(6);
    expect(values[2]).toBeLessThanOrEqual(6);
    expect(values[4]).toBeCloseTo(1, 9);
  });

  it('sets no indicator for a store it never saw', () => {
    const { values } = designMatrix(design, rows, Int32Array.of(0), () => 'elsewhere', 6);
    expect([values[4], values[5]]).toEqual([-1, -1]);
  });
});

it('multiplies only columns that are there', () => {
  expect(productPairs(['step'], [])).toEqual([]);
  expect(productPairs(['promotion:a', 'promotion:b'], ['a', 'b'])).toEqual([[0, 1]]);
});
