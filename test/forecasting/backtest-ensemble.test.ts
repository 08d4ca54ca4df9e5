import { describe, expect, it } from 'vitest';
import { evaluateRows, fitEnsemble, forecastOutOfWindow, poolRows } from '../../src/forecasting/index.ts';
import type { BacktestRows } from '../../src/forecasting/index.ts';
import { makeBacktest } from './make-backtest.ts';

describe('forecastOutOfWindow', () => {
  const rows = makeBacktest();
  const [first, second, third] = [...new Set(rows.cutoff)];

  it('keeps the quantiles in order, in every row of a window that has earlier ones', () => {
    const { ensemble, mean, p10, p50, p90 } = forecastOutOfWindow(rows);
    expect(ensemble.every(Number.isFinite)).toBe(true);
    const later = [...p50.keys()].filter((row) => rows.cutoff[row] !== first);
    expect(later.every((row) => p10[row]! <= p50[row]! && p50[row]! <= p90[row]! && mean[row]! > 0)).toBe(true);
  });

  it('law of production: nothing that comes after a window moves what it publishes', () => {
    const published = forecastOutOfWindow(rows, { calibrate: true, prior: { weeks: 0, rows: 0 } });
    const later = {
      ...rows,
      actual: Float64Array.from(rows.actual, (units, row) => (rows.cutoff[row]! >= third! ? 40 * units : units)),
    };
    const changed = forecastOutOfWindow(later, { calibrate: true, prior: { weeks: 0, rows: 0 } });
    const upTo = [...rows.cutoff.keys()].filter((row) => rows.cutoff[row]! <= third!);
    for (const part of ['ensemble', 'mean', 'p10', 'p50', 'p90'] as const) {
      expect(upTo.map((row) => changed[part][row])).toEqual(upTo.map((row) => published[part][row]));
    }
  });

  it('the first window has the default weights, and neither mean nor quantiles', () => {
    const { ensemble, mean, p90 } = forecastOutOfWindow(rows, { prior: { weeks: 0, rows: 0 } });
    const of = [...rows.cutoff.keys()].filter((row) => rows.cutoff[row] === first);
    for (const row of of) {
      const blended = Math.log1p(rows.lasso[row]!) / 3 + (2 * Math.log1p(rows.network[row]!)) / 3;
      expect(ensemble[row]!).toBeCloseTo(Math.expm1(blended), 9);
      expect([mean[row], p90[row]]).toEqual([Number.NaN, Number.NaN]);
    }
  });

  it('a target week that was not over at the cutoff teaches nothing, though its window is an earlier one', () => {
    // The second step of the first window lies past the second cutoff, so it is not known there.
    const late = (row: number) => rows.cutoff[row] === first && rows.step[row] === 2;
    const overlapping = { ...rows, week: rows.week.map((week, row) => (late(row) ? third! : week)) };
    const actual = Float64Array.from(rows.actual, (units, row) => (late(row) ? 100 * units : units));
    const known = forecastOutOfWindow(overlapping, { prior: { weeks: 0, rows: 0 } });
    const spoiled = forecastOutOfWindow({ ...overlapping, actual }, { prior: { weeks: 0, rows: 0 } });
    const of = [...rows.cutoff.keys()].filter((row) => rows.cutoff[row] === second);
    expect(of.map((row) => spoiled.p90[row])).toEqual(of.map((row) => known.p90[row]));
  });

  it('where the baseline stands in for a member, the others are the forecast, as in scoring', () => {
    const byBaseline = { network: rows.network.map((_, row) => (row === 0 ? 1 : 0)) };
    const { ensemble } = forecastOutOfWindow({ ...rows, byBaseline });
    expect(ensemble[0]!).toBeCloseTo(rows.lasso[0]!, 9);
    expect(ensemble[1]!).not.toBeCloseTo(rows.lasso[1]!, 9);
  });

  it('a window that is not like the rest decides nothing, and is in no figure but its own', () => {
    const network = rows.network.map((units, row) => (rows.cutoff[row] === second ? 0.5 * units : units));
    const gap = { ...rows, network };
    const odd = { [second!]: 'no sales before it' };
    const evaluation = evaluateRows(forecastOutOfWindow({ ...gap, odd }, { prior: { weeks: 0, rows: 0 } }));
    expect(evaluation.odd).toEqual([{ cutoff: second, reason: 'no sales before it' }]);
    expect(evaluation.overall.ensemble!.rows).toBe((2 * rows.actual.length) / 4);
    expect(evaluation.byCutoff).toHaveLength(4);
    const weights = (some: BacktestRows) => fitEnsemble(some, { prior: { weeks: 0, rows: 0 } }).weights;
    expect(weights({ ...gap, odd }).network).toBeGreaterThan(weights(gap).network + 0.1);
    const all = Object.fromEntries(rows.cutoff.map((cutoff) => [cutoff, 'odd']));
    expect(weights({ ...gap, odd: all })).toEqual(weights(gap));
  });

  it('has no quantiles for a single window, which only itself could calibrate', () => {
    const { ensemble, p50 } = forecastOutOfWindow(makeBacktest({ windows: 1 }));
    expect(ensemble.every(Number.isFinite)).toBe(true);
    expect(p50.every(Number.isNaN)).toBe(true);
  });
});

it('shifts nothing by what a single window says of itself', () => {
  const rows = makeBacktest({ windows: 1 });
  const low = { ...rows, actual: Float64Array.from(rows.actual, (units) => 3 * units) };
  expect(forecastOutOfWindow(low, { calibrate: true }).ensemble).toEqual(forecastOutOfWindow(rows).ensemble);
});

describe('poolRows', () => {
  const good = forecastOutOfWindow(makeBacktest({ seed: 1, lassoError: 0.2 }));
  const poor = forecastOutOfWindow(makeBacktest({ seed: 2, lassoError: 0.6, series: 10 }));

  it('measures the rows of all parts, each with the ensemble of its own segment', () => {
    const pooled = evaluateRows(poolRows([good, poor])).overall.ensemble!;
    // Three of four windows: the first one teaches the others.
    expect(pooled.rows).toBe((3 * (good.actual.length + poor.actual.length)) / 4);
    const mapes = [good, poor].map((rows) => ({ rows: rows.actual.length, ...evaluateRows(rows).overall.ensemble }));
    const weighted = mapes.reduce((sum, { rows, mape }) => sum + rows * mape!, 0) / pooled.rows;
    expect(pooled.mape).toBeCloseTo(weighted, 12);
  });

  it('of one part is that part', () => {
    expect(evaluateRows(poolRows([good]))).toEqual(evaluateRows(good));
  });

  it('leaves out rows that lack a member others have, so that all are compared on the same ones', () => {
    const { network: _network, ...alone } = makeBacktest({ seed: 3, series: 5 });
    const pooled = poolRows([good, forecastOutOfWindow(alone)]);
    expect(pooled.actual).toHaveLength(good.actual.length);
    expect(pooled.rowsLeftOut).toBe(4 * 5 * 2);
  });
});
