import { describe, expect, it } from 'vitest';
import { aims } from '../../src/contracts/project.ts';
import { fitIntervals } from '../../src/forecasting/intervals.ts';
import { fitMean, meanFactorOf, varianceOf } from '../../src/forecasting/mean-model.ts';
import { randomStream } from '../../src/forecasting/random.ts';

const logForecast = Math.log(10);

/** Actual units per window over forecasts of 9 (log 10); `deviation` of their logs within a window. */
function residualsOf(ratios: readonly number[], { deviation = 0, rows = 2 } = {}) {
  const random = randomStream(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const all = ratios.flatMap((ratio, window) =>
    Array.from({ length: rows }, (_, row) => ({ ratio, step: 1 + (row % 2), window: `window-${window}` })),
  );
  return {
    values: Float64Array.from(all, ({ ratio }) => Math.log1p(9 * ratio * Math.exp(deviation * normal())) - logForecast),
    logForecast: Float64Array.from(all, () => logForecast),
    step: all.map(({ step }) => step),
    window: all.map(({ window }) => window),
  };
}
const factorOf = (ratios: readonly number[]) => {
  const residuals = residualsOf(ratios);
  return fitMean(residuals, fitIntervals(residuals), 'unbiased').factor;
};

describe('the factor that is left', () => {
  it('is what was sold over what was forecast, where every window says so', () => {
    expect(factorOf([1.25, 1.25, 1.25, 1.25])).toBeGreaterThan(1.2);
    expect(factorOf([1.25, 1.25, 1.25, 1.25])).toBeLessThanOrEqual(1.25);
  });

  it('is nearly 1 where windows differ by as much as they differ from 1', () => {
    expect(factorOf([1.6, 1, 1.2, 1.2])).toBeLessThan(1.2);
    expect(factorOf([1.5, 0.7, 1.4, 0.6])).toBeCloseTo(1, 1);
  });

  it('believes a single window little: its weeks share its shocks', () => {
    expect(factorOf([1.05])).toBeLessThan(1.015);
    expect(factorOf([0.95])).toBeGreaterThan(0.985);
  });

  it('is 1 where nothing was sold or forecast', () => {
    const nothing = { values: Float64Array.of(0), logForecast: Float64Array.of(0), step: [1], window: ['a'] };
    expect(fitMean(nothing, fitIntervals(nothing), 'balanced').factor).toBe(1);
  });
});

describe('what the aim lets expect', () => {
  const deviation = 0.3;
  const median = residualsOf([1, 1, 1, 1], { deviation, rows: 2000 });
  const intervals = fitIntervals(median);

  it('is the mean of a log-normal distribution over its point for the aim', () => {
    const variance = varianceOf(intervals, 1, logForecast);
    expect(variance).toBeCloseTo(Math.log1p(9 * Math.exp(deviation)) - logForecast > 0 ? 0.075 : 0, 2);
    const factors = Object.fromEntries(
      aims.map((aim) => [aim, meanFactorOf({ ...fitMean(median, intervals, aim), factor: 1 }, variance)]),
    );
    expect(factors).toEqual({
      unbiased: 1,
      wape: Math.exp(0.5 * variance),
      balanced: Math.exp(variance),
      mape: Math.exp(1.5 * variance),
    });
  });

  it('needs no correction by the windows where the distribution is log-normal', () => {
    expect(fitMean(median, intervals, 'wape').factor).toBeCloseTo(1, 2);
  });

  it('is larger for a forecast that is less certain, up to a bound', () => {
    const wide = { ...intervals, bySteps: [{ p10: -4, p50: 0, p90: 4 }], spread: { by: 'none' } as const };
    expect(varianceOf(wide, 1, logForecast)).toBe(0.25);
    expect(varianceOf(intervals, 1, logForecast)).toBeLessThan(0.25);
  });
});
