import { describe, expect, it } from 'vitest';
import {
  backtestRows,
  baselineForecast,
  evaluateBacktest,
  evaluateRows,
  forecastOutOfWindow,
  RowsOutOfLineError,
  TooLittleHistoryError,
  windowCutoffs,
} from '../../src/forecasting/index.ts';
import { makeBacktest } from './make-backtest.ts';
import { missing, panelOfUnits } from './make-panel.ts';

describe('windowCutoffs', () => {
  it('ends the last window at the cutoff', () => {
    expect(windowCutoffs(100, { nWindows: 3, stepSizeWeeks: 4 }, 3)).toEqual({
      cutoffIndices: [89, 93, 97],
      droppedWindows: 0,
    });
  });

  it('leaves out the oldest windows where history is short, and says so', () => {
    expect(windowCutoffs(28, { nWindows: 4, stepSizeWeeks: 3 }, 3)).toEqual({
      cutoffIndices: [19, 22, 25],
      droppedWindows: 1,
    });
  });

  it('refuses when no window is left', () => {
    expect(() => windowCutoffs(20, { nWindows: 4, stepSizeWeeks: 3 }, 3)).toThrow(TooLittleHistoryError);
    expect(() => windowCutoffs(20, { nWindows: 4, stepSizeWeeks: 3 }, 3)).toThrow(/needs 23 weeks .* 21 are there/);
  });
});

describe('backtestRows', () => {
  const panel = panelOfUnits([
    [1, 3, 5, missing, 7],
    [2, 2, 4, 6, 8],
  ]);
  const baseline = baselineForecast(panel, ['item-0'], 1, 2);
  const member = { ...baseline, values: Float64Array.of(10, 11, 12, 13) };

  it('joins forecasts with the actuals that are known', () => {
    const rows = backtestRows(panel, [{ cutoffIndex: 1, baseline, lasso: member }]);
    expect(rows.store).toEqual(['store-0', 'store-1', 'store-1']);
    expect([...Array.from(rows.step)]).toEqual([1, 1, 2]);
    expect(rows.week).toEqual(['2024-01-15', '2024-01-15', '2024-01-22']);
    expect(rows.cutoff).toEqual(['2024-01-08', '2024-01-08', '2024-01-08']);
    expect(Array.from(rows.actual)).toEqual([5, 4, 6]);
    expect(Array.from(rows.baseline)).toEqual([2, 2, 2]);
    expect(Array.from(rows.lasso!)).toEqual([10, 12, 13]);
    expect(rows.network).toBeUndefined();
    expect(rows.baselineGeometric[0]).toBeCloseTo(Math.sqrt(2 * 4) - 1, 12);
  });

  it('marks what a member lacks in one window', () => {
    const later = { cutoffIndex: 2, baseline: baselineForecast(panel, ['item-0'], 2, 1) };
    const rows = backtestRows(panel, [{ cutoffIndex: 1, baseline, lasso: member }, later]);
    expect(Array.from(rows.lasso!)).toEqual([10, 12, 13, missing]);
    expect(evaluateBacktest(rows).rowsLeftOut).toBe(1);
  });

  it('refuses forecasts of other rows', () => {
    const other = baselineForecast(panel, ['item-0'], 1, 1);
    expect(() => backtestRows(panel, [{ cutoffIndex: 1, baseline, lasso: other }])).toThrow(RowsOutOfLineError);
  });
});

describe('evaluateBacktest', () => {
  const rows = makeBacktest({ series: 60 });
  const evaluation = evaluateBacktest(rows);

  it('compares everyone on the same rows, overall, by step, item and cutoff', () => {
    // The first of four windows teaches the others, and is in no figure but its own.
    for (const metrics of Object.values(evaluation.overall)) expect(metrics.rows).toBe((3 * rows.actual.length) / 4);
    expect(evaluation.byStep.map(({ step }) => step)).toEqual([1, 2]);
    expect(evaluation.byItem.map(({ item }) => item)).toEqual(['item-0', 'item-1', 'item-2']);
    expect(evaluation.byCutoff).toHaveLength(4);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  it('gives the reduction against both baselines', () => {
    const { baseline, baselineGeometric, ensemble } = evaluation.overall;
    expect(evaluation.reduction.arithmetic).toBeCloseTo(1 - ensemble!.mape! / baseline!.mape!, 12);
    expect(evaluation.reduction.geometric).toBeCloseTo(1 - ensemble!.mape! / baselineGeometric!.mape!, 12);
    expect(ensemble!.mape!).toBeLessThan(evaluation.overall.lasso!.mape!);
  });

  it('covers about what it promises on windows that are alike', () => {
    expect(evaluation.overall.ensemble!.coverage).toBeGreaterThan(0.75);
    expect(evaluation.overall.ensemble!.coverage).toBeLessThan(0.95);
  });

  it('does not let a window judge itself', () => {
    // One window's actuals are ten times what everyone forecast: fitted on the others, its intervals must miss them.
    const last = rows.cutoff.at(-1);
    const shocked = {
      ...rows,
      actual: Float64Array.from(rows.actual, (y, i) => (rows.cutoff[i] === last ? 50 * y : y)),
    };
    const { byCutoff } = evaluateBacktest(shocked);
    expect(byCutoff.at(-1)!.metrics.ensemble!.coverage).toBe(0);
  });

  it('measures no coverage on a single window', () => {
    const { overall } = evaluateBacktest(makeBacktest({ windows: 1 }));
    expect(overall.ensemble!.coverage).toBeNull();
    expect(overall.ensemble!.mape).toBeGreaterThan(0);
  });

  it('compares the baselines where no member forecast anything', () => {
    const { lasso: _lasso, network: _network, ...without } = makeBacktest();
    expect(Object.keys(evaluateBacktest(without).overall)).toEqual(['baseline', 'baselineGeometric']);
  });
});

describe('evaluateRows', () => {
  it('compares by store where asked for', () => {
    const rows = forecastOutOfWindow(makeBacktest({ series: 3 }));
    const { slices, overall } = evaluateRows(rows, ['store']);
    expect(slices?.map(({ by, groups }) => [by, groups.map(({ group }) => group)])).toEqual([
      ['store', ['store-0', 'store-1', 'store-2']],
    ]);
    const ofStores = slices?.[0]?.groups.map(({ metrics }) => metrics.ensemble?.rows ?? 0) ?? [];
    expect(ofStores.reduce((sum, count) => sum + count, 0)).toBe(overall.ensemble?.rows);
  });

  it('sets last year’s same week next to baseline and ensemble, on the rows where it is known', () => {
    const rows = forecastOutOfWindow(makeBacktest({ series: 3 }));
    // Last year sold just the same, and every other row has no last year.
    const yearAgo = Float64Array.from(rows.actual, (units, row) => (row % 2 === 0 ? units : Number.NaN));
    const evaluation = evaluateRows({ ...rows, facts: { yearAgo } });
    const { yearAgo: compared, overall } = evaluation;
    expect(compared?.yearAgo.wape).toBe(0);
    expect(compared?.ensemble.rows).toBe(overall.ensemble!.rows / 2);
    expect(compared?.baseline.rows).toBe(compared?.ensemble.rows);
    expect(compared?.yearAgo).not.toHaveProperty('coverage');
  });

  it('says nothing of last year where no row has one', () => {
    const rows = forecastOutOfWindow(makeBacktest({ series: 3 }));
    const unknown = Float64Array.from(rows.actual, () => Number.NaN);
    expect(evaluateRows({ ...rows, facts: { yearAgo: unknown } })).not.toHaveProperty('yearAgo');
    expect(evaluateRows(rows)).not.toHaveProperty('yearAgo');
  });
});
