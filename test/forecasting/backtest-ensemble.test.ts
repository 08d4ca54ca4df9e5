import { describe, expect, it } from 'vitest';
import { evaluateRows, forecastOutOfWindow, poolRows } from '../../src/forecasting/index.ts';
import { makeBacktest } from './make-backtest.ts';

describe('forecastOutOfWindow', () => {
  it('keeps the quantiles in order, in every row', () => {
    const { ensemble, p10, p50, p90 } = forecastOutOfWindow(makeBacktest());
    expect(ensemble.every(Number.isFinite)).toBe(true);
    expect(p50.every((median, row) => p10[row]! <= median && median <= p90[row]!)).toBe(true);
  });

  it('has no quantiles for a single window, which nothing but itself could calibrate', () => {
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
    expect(pooled.rows).toBe(good.actual.length + poor.actual.length);
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
