import { describe, expect, it } from 'vitest';
import type { FeatureRows } from '../../../src/forecasting/features/feature-rows.ts';
import { designColumns, designMatrix, fitDesign, productPairs } from '../../../src/forecasting/lasso/design.ts';

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
const all = Int32Array.of(0, 1, 2, 3);
const store = (row: number) => `store-${rows.series[row]!}`;

describe('design', () => {
  const design = fitDesign(rows, all, store, ['deal']);

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

  it('scales every column of the training rows', () => {
    const { values, columns } = designMatrix(design, rows, all, store, Infinity);
    for (let j = 0; j < columns; j++) {
      const column = Array.from(all, (r) => values[r * columns + j]!);
      expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
      expect(column.reduce((sum, value) => sum + value * value, 0) / 4).toBeCloseTo(1, 9);
    }
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
