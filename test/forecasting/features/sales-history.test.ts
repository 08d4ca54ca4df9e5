import { expect, it } from 'vitest';
import { salesHistory } from '../../../src/forecasting/features/sales-history.ts';
import { asHistory } from '../../../src/forecasting/features/week-matrix.ts';

const no = Number.NaN;

it('fills missing weeks with the recent mean and says so', () => {
  const columns = Object.fromEntries(
    salesHistory(asHistory(Float64Array.of(1, 3, no, 4)), 4).map(({ name, values }) => [name, [...values]]),
  );
  expect(columns['units-lag-0']).toEqual([1, 3, 2, 4]);
  expect(columns['units-lag-1']).toEqual([1, 1, 3, 8 / 3]);
  expect(columns['units-mean-all']).toEqual([1, 2, 2, 8 / 3]);
  expect(columns['units-missing']).toEqual([0, 0, 1, 0]);
  expect(columns['units-missing-share-8']).toEqual([7 / 8, 6 / 8, 6 / 8, 5 / 8]);
});
