import { describe, expect, it } from 'vitest';
import { aims, type Aim } from '../../src/contracts/project.ts';
import { fitIntervals } from '../../src/forecasting/intervals.ts';
import { fitMean, meanOf, varianceOf } from '../../src/forecasting/mean-model.ts';
import { randomStream } from '../../src/forecasting/random.ts';

const logForecast = Math.log1p(1000);

/** Actual units per window over forecasts of 1,000; `deviation` of their logs within a window. */
function residualsOf(ratios: readonly number[], { deviation = 0, rows = 2 } = {}) {
  const random = randomStream(1, 'mean');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const all = ratios.flatMap((ratio, window) =>
    Array.from({ length: rows }, (_, row) => ({ ratio, step: 1 + (row % 2), window: `window-${window}` })),
  );
  const actual = all.map(({ ratio }) => 1000 * ratio * Math.exp(deviation * normal()));
  return {
    values: Float64Array.from(actual, (units) => Math.log1p(units) - logForecast),
    logForecast: Float64Array.from(all, () => logForecast),
    step: all.map(({ step }) => step),
    window: all.map(({ window }) => window),
    actual,
  };
}
const factorOf = (ratios: readonly number[]) => {
  const residuals = residualsOf(ratios);
  return fitMean(residuals, fitIntervals(residuals), 'unbiased').factor;
};

describe('the factor that is left', () => {
  it('is nearly what was sold over what was forecast, where every window says so', () => {
    expect(factorOf([1.25, 1.25, 1.25, 1.25])).toBeGreaterThan(1.23);
    expect(factorOf([1.25, 1.25, 1.25, 1.25])).toBeLessThanOrEqual(1.25);
  });

  it('is smaller where windows disagree', () => {
    expect(factorOf([1.6, 0.9, 1.2, 1.3])).toBeLessThan(factorOf([1.25, 1.25, 1.25, 1.25]) - 0.05);
    expect(factorOf([1.5, 0.7, 1.4, 0.6])).toBeCloseTo(1, 1);
  });

  it('believes a single window little: its weeks share its shocks', () => {
    expect(factorOf([1.05])).toBeLessThan(1.015);
    expect(factorOf([0.95])).toBeGreaterThan(0.985);
  });

  it('counts a window without sales: as much was sold in all as was forecast', () => {
    expect(factorOf([4 / 3, 4 / 3, 4 / 3, 0])).toBeCloseTo(1, 6);
  });

  it('is not surer for windows with a few rows, or with none', () => {
    const factorOfRows = (some: readonly (readonly [window: string, actual: number, forecast: number])[]) => {
      const residuals = {
        values: Float64Array.from(some, ([, units, forecast]) => Math.log1p(units) - Math.log1p(forecast)),
        logForecast: Float64Array.from(some, ([, , forecast]) => Math.log1p(forecast)),
        step: some.map(() => 1),
        window: some.map(([window]) => window),
      };
      return fitMean(residuals, fitIntervals(residuals), 'unbiased').factor;
    };
    const alone = factorOfRows([['a', 1100, 1000]]);
    expect(alone).toBeLessThan(1.06);
    expect(factorOfRows([...[['a', 1100, 1000] as const], ['b', 0, 0]])).toBeCloseTo(alone, 9);
    expect(factorOfRows([...[['a', 1100, 1000] as const], ['b', 5.5, 5]])).toBeLessThan(alone + 0.002);
  });

  it('is 1 where nothing was sold or forecast', () => {
    const nothing = { values: Float64Array.of(0), logForecast: Float64Array.of(0), step: [1], window: ['a'] };
    expect(fitMean(nothing, fitIntervals(nothing), 'balanced').factor).toBe(1);
  });
});

describe('what the aim lets expect', () => {
  const deviation = 0.3;
  const residuals = residualsOf([1, 1, 1, 1], { deviation, rows: 4000 });
  const intervals = fitIntervals(residuals);
  const variance = varianceOf(intervals, 1, logForecast);
  /** Where the sum of an error is smallest, among forecasts of log-normal units. */
  const bestFor = (error: (actual: number, forecast: number) => number) =>
    Array.from({ length: 400 }, (_, i) => 800 + i)
      .map((forecast) => ({ forecast, loss: residuals.actual.reduce((sum, units) => sum + error(units, forecast), 0) }))
      .reduce((best, one) => (one.loss < best.loss ? one : best)).forecast;
  const mean = residuals.actual.reduce((sum, units) => sum + units, 0) / residuals.actual.length;
  const meanFrom = (forecast: number, aim: Aim) => {
    return meanOf({ ...fitMean(residuals, intervals, aim), factor: 1 }, Math.log1p(forecast), variance);
  };

  it('knows the variance of the logs', () => {
    expect(variance).toBeCloseTo(deviation ** 2, 2);
  });

  it('leads from the best forecast of an aim to the mean of log-normal units', () => {
    const absolute = bestFor((units, forecast) => Math.abs(units - forecast));
    const relative = bestFor((units, forecast) => Math.abs(units - forecast) / units);
    expect(relative).toBeLessThan(0.95 * absolute);
    expect(Math.abs(meanFrom(absolute, 'wape') / mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(meanFrom(relative, 'mape') / mean - 1)).toBeLessThan(0.02);
    expect(meanFrom(mean, 'unbiased')).toBeCloseTo(mean, 6);
    const between = bestFor((units, forecast) => Math.abs(units - forecast) * (1 / units + 1 / mean));
    expect(Math.abs(meanFrom(between, 'balanced') / mean - 1)).toBeLessThan(0.02);
  });

  it('needs no correction by the windows where units are log-normal', () => {
    expect(fitMean(residuals, intervals, 'wape').factor).toBeCloseTo(1, 2);
  });

  it('leaves what was not made for the aim as it is', () => {
    for (const aim of aims) {
      expect(
        meanOf(fitMean(residuals, intervals, aim, new Float64Array(16_000)), logForecast, variance, 0),
      ).toBeCloseTo(1000 * fitMean(residuals, intervals, 'unbiased').factor, 6);
    }
  });

  it('is above zero where the forecast is none, as some of what is uncertain will be sold', () => {
    expect(meanOf({ perVariance: 1, factor: 1 }, 0, 0.25)).toBeCloseTo(Math.expm1(0.25), 12);
  });

  it('grows with the uncertainty, up to a bound', () => {
    const wide = { ...intervals, deviations: [2, 2], spread: { by: 'none' } as const };
    expect(varianceOf(wide, 1, logForecast)).toBe(0.25);
    expect(varianceOf({ ...wide, deviations: [0.1] }, 2, logForecast)).toBeCloseTo(0.01, 9);
  });
});
