import { expect, it } from 'vitest';
import { ridge } from '../../../src/forecasting/features/ridge.ts';

it('shrinks a single coefficient by n / (n + penalty)', () => {
  expect([...ridge(Float64Array.of(10), Float64Array.of(20), 10)]).toEqual([1]);
});

it('solves (X’X + penalty·I) w = X’y', () => {
  // [[4, 1], [1, 3]] + 1·I = [[5, 1], [1, 4]]; w = (1, 2) gives the right-hand side (7, 9).
  const [first, second] = ridge(Float64Array.of(4, 1, 1, 3), Float64Array.of(7, 9), 1);
  expect(first).toBeCloseTo(1, 12);
  expect(second).toBeCloseTo(2, 12);
});

it('shares equally between two equal columns', () => {
  const [first, second] = ridge(Float64Array.of(8, 8, 8, 8), Float64Array.of(8, 8), 2);
  expect(first).toBeCloseTo(8 / 18, 12);
  expect(second).toBeCloseTo(8 / 18, 12);
});
