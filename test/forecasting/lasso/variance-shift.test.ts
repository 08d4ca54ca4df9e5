import { describe, expect, it } from 'vitest';
import { chooseShift, varianceScale, varianceTarget } from '../../../src/forecasting/lasso/variance-shift.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

it('keeps the log of a squared residual from minus infinity', () => {
  const [zero, one] = varianceTarget(Float64Array.of(0, -1));
  expect(zero).toBeCloseTo(Math.log(0.001), 12);
  expect(one).toBe(0);
});

it('scales the mean of the fitted variance to that of the squares', () => {
  expect(varianceScale(Float64Array.of(0, 0), Float64Array.of(1, 3))).toBe(5);
});

describe('chooseShift', () => {
  it('takes one variance off a log-normal forecast, as the theory says', () => {
    const random = randomStream(2);
    // A sum of twelve uniforms is close to normal with variance 1.
    const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
    const variance = 0.25;
    const logUnits = Float64Array.from({ length: 20_000 }, () => Math.log1p(1e6) + Math.sqrt(variance) * normal());
    const mu = new Float64Array(20_000).fill(Math.log1p(1e6));
    const shift = chooseShift(logUnits, mu, new Float64Array(20_000).fill(variance));
    expect(Math.abs(shift - 1)).toBeLessThanOrEqual(0.15);
  });

  it('takes off nothing where nothing was sold, or nothing varies', () => {
    expect(chooseShift(new Float64Array(3), new Float64Array(3).fill(1), new Float64Array(3).fill(1))).toBe(0);
    expect(chooseShift(Float64Array.of(2, 2), Float64Array.of(2, 2), Float64Array.of(0.5, 0.5))).toBe(0);
  });
});
