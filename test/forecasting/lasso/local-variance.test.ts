import { expect, it } from 'vitest';
import { localVariance, VarianceScale, varianceTarget } from '../../../src/forecasting/lasso/local-variance.ts';

it('keeps the log of a squared residual from minus infinity', () => {
  const [zero, one] = varianceTarget(Float64Array.of(0, -1));
  expect(zero).toBeCloseTo(Math.log(0.001), 12);
  expect(one).toBe(0);
});

it('scales the mean of the fitted variance to that of the squares', () => {
  const parts = new VarianceScale();
  parts.add(Float64Array.of(0), Float64Array.of(1));
  parts.add(Float64Array.of(0), Float64Array.of(3));
  expect(parts.scale).toBe(5);
  expect(parts.meanSquare).toBe(5);
});

it('is at most 1', () => {
  expect(localVariance(Math.log(0.2), 2)).toBeCloseTo(0.4, 12);
  expect(localVariance(800, 2)).toBe(1);
});
