import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aims } from '../../src/contracts/project.ts';
import {
  applyEnsemble,
  fitEnsemble,
  NoBacktestRowsError,
  NoMemberForecastError,
  RowsOutOfLineError,
} from '../../src/forecasting/index.ts';
import type { MemberForecast } from '../../src/forecasting/index.ts';
import { makeBacktest } from './make-backtest.ts';

function forecastOf(values: readonly number[], horizon = 2): MemberForecast {
  return {
    seriesIndex: Int32Array.from(values, (_, i) => Math.floor(i / horizon)),
    step: Int32Array.from(values, (_, i) => (i % horizon) + 1),
    values: Float64Array.from(values),
    carriedForward: 0,
  };
}

describe('fitEnsemble', () => {
  it('stays near the default weights on little evidence', () => {
    const { weights, bestMember } = fitEnsemble(makeBacktest());
    expect(weights.lasso).toBeCloseTo(1 / 3, 1);
    expect(weights.lasso + weights.network).toBeCloseTo(1, 12);
    expect(bestMember).toBeNull();
  });

  it('moves towards the better member as the prior allows', () => {
    const rows = makeBacktest({ lassoError: 0.2, networkError: 0.3 });
    const free = fitEnsemble(rows, { prior: { weeks: 0, rows: 0 } });
    expect(free.weights.lasso).toBeGreaterThan(0.5);
    expect(fitEnsemble(rows, { prior: { weeks: 1e9, rows: 0 } }).weights.lasso).toBeCloseTo(1 / 3, 5);
  });

  it('counts weeks, not series: one window of many rows leaves the weights near the default ones', () => {
    const weight = (windows: number) => {
      const rows = makeBacktest({ windows, series: 3000, lassoError: 0.2, networkError: 0.3 });
      return fitEnsemble(rows).weights.lasso;
    };
    expect(weight(1)).toBeLessThan(0.5);
    expect(weight(20)).toBeGreaterThan(weight(1) + 0.1);
  });

  it('falls back to the best member where the blend does worse', () => {
    const rows = makeBacktest({ lassoError: 0.05, networkError: 1.5 });
    expect(fitEnsemble(rows)).toMatchObject({
      bestMember: 'lasso',
      weights: { lasso: 1, network: 0, trees: 0, seasonal: 0 },
    });
  });

  it('gives a lone member all the weight', () => {
    const { lasso, ...rest } = makeBacktest();
    expect(fitEnsemble(rest).weights).toEqual({ lasso: 0, network: 1, trees: 0, seasonal: 0 });
    const { network, ...others } = { ...rest, lasso };
    expect(network).toHaveLength(lasso.length);
    expect(fitEnsemble(others).weights).toEqual({ lasso: 1, network: 0, trees: 0, seasonal: 0 });
  });

  it('shifts the blend where asked to, as far as the aim and the rows allow', () => {
    const rows = makeBacktest();
    const shortBy = Float64Array.from(rows.actual, (y) => y / 1.2);
    const low = { ...rows, lasso: shortBy, network: shortBy };
    expect(fitEnsemble(low).shift).toBe(0);
    expect(fitEnsemble(low, { calibrate: true, prior: { weeks: 0, rows: 0 } }).shift).toBeCloseTo(Math.log(1.2), 1);
    expect(fitEnsemble(low, { calibrate: true, aim: 'unbiased', prior: { weeks: 0, rows: 0 } }).shift).toBeCloseTo(
      Math.log(1.2),
      1,
    );
    expect(fitEnsemble(low, { calibrate: true, prior: { weeks: 1e9, rows: 0 } }).shift).toBeCloseTo(0, 3);
    const forecast = forecastOf([100]);
    const model = fitEnsemble(low, { calibrate: true, prior: { weeks: 0, rows: 0 } });
    const { ensemble } = applyEnsemble(model, { lasso: forecast, network: forecast });
    expect(Math.log1p(ensemble[0]!) - Math.log1p(100)).toBeCloseTo(model.shift!, 9);
  });

  it('weighs the members by the aim', () => {
    // The LASSO is right about most rows and far off on the largest, which WAPE minds and MAPE does not.
    const actual = Float64Array.from({ length: 40 }, (_, i) => (i === 0 ? 10_000 : 10));
    const rows = {
      ...makeBacktest(),
      ...Object.fromEntries(
        (['store', 'item', 'cutoff', 'week'] as const).map((name) => [name, Array.from(actual, () => '2026-01-05')]),
      ),
      step: actual.map(() => 1),
      actual,
      baseline: actual,
      baselineGeometric: actual,
      lasso: actual.map((y) => (y === 10 ? 10 : 5000)),
      network: actual.map((y) => (y === 10 ? 13 : 10_000)),
    };
    expect(fitEnsemble(rows, { aim: 'mape', prior: { weeks: 0, rows: 0 } }).weights.lasso).toBeGreaterThan(0.8);
    expect(fitEnsemble(rows, { aim: 'wape', prior: { weeks: 0, rows: 0 } }).weights.network).toBeGreaterThan(0.8);
  });

  it('survives JSON', () => {
    const model = fitEnsemble(makeBacktest());
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('refuses a backtest without rows or members', () => {
    expect(() => fitEnsemble(makeBacktest({ windows: 0 }))).toThrow(NoBacktestRowsError);
    const { lasso, network, ...none } = makeBacktest();
    expect(lasso).toHaveLength(network.length);
    expect(() => fitEnsemble(none)).toThrow(NoMemberForecastError);
  });
});

describe('applyEnsemble', () => {
  const model = fitEnsemble(makeBacktest());

  it('orders 0 <= p10 <= p50 <= p90, whatever the members say', () => {
    const units = fc.double({ min: 0, max: 1e6, noNaN: true });
    const pairs = fc.array(fc.tuple(units, units), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pairs, (values) => {
        const { ensemble, p10, p50, p90 } = applyEnsemble(model, {
          lasso: forecastOf(values.map(([lasso]) => lasso)),
          network: forecastOf(values.map(([, network]) => network)),
        });
        values.forEach(([lasso, network], row) => {
          expect(p10[row]).toBeGreaterThanOrEqual(0);
          expect(p50[row]).toBeGreaterThanOrEqual(p10[row]!);
          expect(p90[row]).toBeGreaterThanOrEqual(p50[row]!);
          expect(ensemble[row]).toBeGreaterThanOrEqual(Math.min(lasso, network) - 1e-6);
          expect(ensemble[row]).toBeLessThanOrEqual(Math.max(lasso, network) + 1e-6);
        });
      }),
    );
  });

  it('is the member itself where only that is there', () => {
    const { ensemble } = applyEnsemble(model, { lasso: forecastOf([3, 0]) });
    expect(ensemble[0]).toBeCloseTo(3, 12);
    expect(ensemble[1]).toBe(0);
  });

  it('lies further below the mean where it is less certain; by the factor alone in models of earlier code', () => {
    const intervals = { ...model.intervals, deviations: [0.3], spread: { by: 'member', usual: 0.3 } as const };
    const lasso = { ...forecastOf([1e6, 1e6, 1e6]), variance: Float64Array.of(0.01, 0.09, Number.NaN) };
    const now = applyEnsemble({ ...model, intervals, mean: { perVariance: 1, factor: 1.1 } }, { lasso });
    const [sure, usual, unknown] = Array.from(now.mean, (units, row) => units / now.ensemble[row]!);
    expect(sure).toBeCloseTo(1.1 * Math.exp(0.01), 4);
    expect(usual).toBeCloseTo(1.1 * Math.exp(0.09), 4);
    expect(unknown).toBe(usual);
    const { mean, ...earlier } = { ...model, meanFactor: 1.2 };
    expect(mean).toBeDefined();
    expect(applyEnsemble(earlier, { lasso }).mean[0]).toBeCloseTo(1.2e6, 3);
  });

  it('is a mean already where the seasonal member forecasts alone', () => {
    const weights = { lasso: 0, network: 0, trees: 0, seasonal: 1 };
    const mean = { perVariance: 1, factor: 1.1 };
    const forecasts = { seasonal: forecastOf([20, 5]), lasso: forecastOf([30, 30]) };
    const published = applyEnsemble({ ...model, weights, mean }, forecasts);
    expect(published.mean[0]).toBeCloseTo(1.1 * 20, 9);
    const { lasso, network, ...rows } = makeBacktest();
    expect(network).toHaveLength(lasso.length);
    const factors = aims.map((aim) => fitEnsemble({ ...rows, seasonal: lasso }, { aim }).mean?.factor);
    expect(new Set(factors).size).toBe(1);
  });

  it('has a mean for the aim its members had', () => {
    const slopes = aims.map((aim) => fitEnsemble(makeBacktest(), { aim }).mean?.perVariance);
    expect(slopes).toEqual(aims.map((aim) => ({ unbiased: 0, wape: 0.5, balanced: 1, mape: 1.5 })[aim]));
  });

  it('refuses members that do not line up, and none at all', () => {
    const forecasts = { lasso: forecastOf([1, 2]), network: forecastOf([1]) };
    expect(() => applyEnsemble(model, forecasts)).toThrow(RowsOutOfLineError);
    expect(() => applyEnsemble(model, {})).toThrow(NoMemberForecastError);
  });
});
