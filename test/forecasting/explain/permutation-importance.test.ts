import { beforeAll, describe, expect, it } from 'vitest';
import {
  measure,
  NoBacktestRowsError,
  permutationImportance,
  readStates,
  type EnsembleModel,
  type FittedMember,
} from '../../../src/forecasting/index.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

/** Units follow only price and deal: no season, no level that moves. */
const panel = makePanel({ stores: 6, items: 2, weeks: 90 });
const windows = [panel.cutoffIndex - 6, panel.cutoffIndex - 3];
const model: EnsembleModel = {
  weights: { lasso: 1, network: 0, trees: 0, seasonal: 0 },
  bestMember: null,
  shift: 0,
  intervals: { bySteps: [], windows: 0 },
  rows: 0,
};

describe('importance of groups of features', () => {
  let lasso: FittedMember;
  const importance = (options?: { readonly seed: number }) =>
    permutationImportance(readStates({ lasso: lasso.toFiles() }), model, panel, windows, panel.items, options);

  beforeAll(async () => {
    lasso = await fit('lasso', taskOf(panel, { cutoffIndex: windows[0]! }));
  });

  it('starts from the errors of the forecasts as they are', () => {
    const predicted = windows.map((cutoff) => lasso.predict(panel, cutoff));
    const actual = predicted.flatMap(({ seriesIndex, step }, window) =>
      [...seriesIndex].map((s, row) => panel.units[s * panel.weeks.length + windows[window]! + step[row]!]!),
    );
    const { mape } = measure(
      actual,
      predicted.flatMap(({ values }) => [...values]),
    );
    const { errors, rows, cutoffs } = importance();
    expect(errors.lasso!.mape).toBeCloseTo(mape!, 10);
    expect(errors.ensemble!.mape).toBeCloseTo(mape!, 10);
    expect(errors.network).toBeUndefined();
    expect([rows, cutoffs]).toEqual([2 * 12 * 3, windows.map((index) => panel.weeks[index])]);
  });

  it('finds what sales follow, above what they do not', () => {
    const { groups } = importance();
    const increase = (name: string) => groups.find(({ group }) => group === name)!.increase.ensemble!.mape!;
    const drivers = Math.max(...['price', 'promotions', 'driver-effect'].map(increase));
    expect(drivers).toBeGreaterThan(0.05);
    expect(increase('calendar')).toBeLessThan(drivers / 3);
    expect(groups[0]!.increase.ensemble!.mape!).toBeGreaterThanOrEqual(drivers);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(importance({ seed: 7 })).toEqual(importance({ seed: 7 }));
    expect(importance({ seed: 7 }).groups).not.toEqual(importance({ seed: 8 }).groups);
  });

  it('refuses windows without actuals', () => {
    const states = readStates({ lasso: lasso.toFiles() });
    expect(() => permutationImportance(states, model, panel, [panel.cutoffIndex], panel.items)).toThrow(
      NoBacktestRowsError,
    );
  });
});
