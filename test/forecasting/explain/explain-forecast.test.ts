import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ForecastExplanation } from '../../../src/contracts/explanation.ts';
import {
  applyEnsemble,
  baselineForecast,
  explainForecasts,
  readStates,
  type EnsembleModel,
  type FittedMember,
} from '../../../src/forecasting/index.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ stores: 3, items: 2, weeks: 80 });
const { cutoffIndex } = panel;
const ensembleOf = (lasso: number): EnsembleModel => ({
  weights: { lasso, network: 1 - lasso, trees: 0, seasonal: 0 },
  bestMember: null,
  shift: -0.05,
  intervals: { bySteps: [{ p10: -0.4, p50: 0.1, p90: 0.5 }], windows: 6 },
  rows: 100,
});

describe('one forecast, step by step', () => {
  let lasso: FittedMember;
  let network: FittedMember;
  const explain = (weight: number, store: string, item: string, cutoff = cutoffIndex): ForecastExplanation[] =>
    explainForecasts(
      readStates({ lasso: lasso.toFiles(), network: network.toFiles() }),
      ensembleOf(weight),
      panel,
      cutoff,
      { store, item },
    );

  beforeAll(async () => {
    const task = taskOf(panel);
    lasso = await fit('lasso', task);
    network = await fit('network', task);
  });

  it('law: the parts of the LASSO add up to its forecast, and its change by the network to the ensemble', () => {
    const anyForecast = fc.record({
      store: fc.constantFrom(...panel.stores),
      item: fc.constantFrom(...panel.items),
      cutoff: fc.integer({ min: 30, max: cutoffIndex }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anyForecast, ({ store, item, cutoff, weight }) => {
        const predicted = {
          lasso: lasso.predict(panel, cutoff, [item]),
          network: network.predict(panel, cutoff, [item]),
        };
        const blended = applyEnsemble(ensembleOf(weight), predicted);
        const rows = [...blended.seriesIndex.keys()].filter(
          (row) => panel.stores[panel.seriesStore[blended.seriesIndex[row]!]!] === store,
        );
        explain(weight, store, item, cutoff).forEach((forecast, index) => {
          const row = rows[index]!;
          const { intercept, groups, shift, clipping, logUnits } = forecast.lasso!;
          const parts = groups.reduce((sum, group) => sum + group.logUnits, intercept + shift + clipping);
          expect(parts).toBeCloseTo(logUnits, 10);
          for (const group of groups) {
            expect(group.columns.reduce((sum, column) => sum + column.logUnits, 0)).toBeCloseTo(group.logUnits, 10);
          }
          expect(Math.expm1(logUnits)).toBeCloseTo(predicted.lasso.values[row]!, 6);
          const blend = logUnits + forecast.othersChange;
          expect(blend + forecast.calibration).toBeCloseTo(forecast.ensemble.logUnits, 10);
          const { lasso: ofLasso, network: ofNetwork } = forecast.members;
          expect(ofLasso!.weight * ofLasso!.logUnits + ofNetwork!.weight * ofNetwork!.logUnits).toBeCloseTo(blend, 10);
          expect(forecast.ensemble.units).toBe(blended.ensemble[row]);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('says which weeks it is of, what the baseline was, and what may happen', () => {
    const forecasts = explain(0.5, 'store-1', 'item-1');
    expect(forecasts.map(({ step, week }) => [step, week])).toEqual(
      [1, 2, 3].map((step) => [step, panel.weeks[cutoffIndex + step]]),
    );
    const baseline = baselineForecast(panel, ['item-1'], cutoffIndex, 3);
    const series = baseline.seriesIndex.findIndex((s) => panel.seriesStore[s] === 1);
    expect(forecasts[0]!.baseline).toBe(baseline.values[series]);
    expect(forecasts[0]!.p10).toBeLessThan(forecasts[0]!.p90);
    expect(forecasts[0]!.lasso!.regression).toBe('item-1');
  });

  it('names what moved it: a price far below the others of the past, among the price features', () => {
    const [, largest] = explain(1, 'store-0', 'item-0')
      .flatMap((forecast) => forecast.lasso!.groups)
      .map((group) => [group.group, group] as const)
      .find(([name]) => name.includes('price'))!;
    expect(largest.columns[0]!.column).toMatch(/price|depth/);
    expect(Math.abs(largest.logUnits)).toBeGreaterThan(0.01);
  });

  it('speaks of prices, promotions and season, and of no feature that only the code knows', () => {
    const groups = panel.items
      .flatMap((item) => explain(1, 'store-0', item))
      .flatMap((forecast) => forecast.lasso!.groups);
    expect(JSON.stringify(groups)).not.toMatch(/\beff\b|driver-effect/);
    const expected = groups.flatMap(({ group, columns }) =>
      columns.filter(({ column }) => column.startsWith('expected of its')).map(({ column }) => `${group}: ${column}`),
    );
    expect(new Set(expected)).toEqual(
      new Set(['price: expected of its price', 'promotions: expected of its promotions']),
    );
  });

  it('has none for a series the panel lacks', () => {
    expect(explain(0.5, 'store-9', 'item-0')).toEqual([]);
  });

  it('of a series with too little history is the seasonal one, which no regression explains', () => {
    const [first] = explain(0.5, 'store-0', 'item-0', 5);
    expect(first!.lasso).toBeUndefined();
    expect(first!.members.lasso!.units).toBeCloseTo(first!.baseline, 10);
    expect(first!.members.seasonal!.weight).toBe(1);
    const { level, growth, season, units, note } = first!.seasonal!;
    expect(level * growth * season).toBeCloseTo(units, 10);
    expect(note).toBe('level only: 6 weeks with sales, a season needs 104');
    expect(first!.ensemble.logUnits).toBeCloseTo(Math.log1p(units) - 0.05, 10);
  });
});
