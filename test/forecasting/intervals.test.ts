import { describe, expect, it } from 'vitest';
import { fitIntervals, quantile, quantilesOfStep } from '../../src/forecasting/intervals.ts';

const hundred = Float64Array.from({ length: 101 }, (_, i) => i);

it('interpolates quantiles', () => {
  expect(quantile(hundred, 0.1)).toBe(10);
  expect(quantile(Float64Array.of(1, 2), 0.25)).toBe(1.25);
  expect(quantile(Float64Array.of(4), 0.9)).toBe(4);
});

describe('fitIntervals', () => {
  const steps = Array.from(hundred, () => 1);

  it('takes quantiles as they are from six windows on', () => {
    expect(fitIntervals(hundred, steps, 6).bySteps).toEqual([{ p10: 10, p50: 50, p90: 90 }]);
    expect(fitIntervals(hundred, steps, 9).bySteps).toEqual([{ p10: 10, p50: 50, p90: 90 }]);
  });

  it('widens about the median when fewer windows feed them', () => {
    const [{ p10, p50, p90 } = { p10: 0, p50: 0, p90: 0 }] = fitIntervals(hundred, steps, 4).bySteps;
    expect(p50).toBe(50);
    expect(p10).toBeLessThan(10);
    expect(p90 - p50).toBeCloseTo(p50 - p10, 12);
  });

  it('keeps steps apart, and lends those without residuals the common ones', () => {
    const model = fitIntervals(Float64Array.of(1, 1, 1, 5, 5, 5), [1, 1, 1, 3, 3, 3], 6);
    expect(quantilesOfStep(model, 1)).toEqual({ p10: 1, p50: 1, p90: 1 });
    expect(quantilesOfStep(model, 2)).toEqual({ p10: 1, p50: 3, p90: 5 });
    expect(quantilesOfStep(model, 3)).toEqual({ p10: 5, p50: 5, p90: 5 });
    expect(quantilesOfStep(model, 9)).toEqual(quantilesOfStep(model, 3));
  });
});
