import { expect, it } from 'vitest';
import { salesRange } from '../../../src/forecasting/features/sales-range.ts';
import { asHistory } from '../../../src/forecasting/features/week-matrix.ts';

it('gives median, extremes and the share of zeros of the known weeks', () => {
  const logUnits = asHistory(Float64Array.of(Number.NaN, 0, 3, Number.NaN, 1, 9, 9, 9, 9, 9, 9));
  const columns = Object.fromEntries(salesRange(logUnits, 11).map(({ name, values }) => [name, [...values]]));
  expect(columns['units-median-8']?.slice(0, 6)).toEqual([0, 0, 1.5, 1.5, 1, 2]);
  expect(columns['units-min-8']).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(columns['units-max-26']).toEqual([0, 0, 3, 3, 3, 9, 9, 9, 9, 9, 9]);
  expect(columns['units-zero-share-8']).toEqual([0, 1, 1 / 2, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 0, 0]);
});
