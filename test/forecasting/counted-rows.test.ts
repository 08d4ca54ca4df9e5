import { expect, test } from 'vitest';
import { countedRows, evaluateRows, forecastOutOfWindow, poolRows } from '../../src/forecasting/index.ts';
import { makeBacktest } from './make-backtest.ts';

const perWindow = 6;
const rowsOf = (seed: number) => forecastOutOfWindow(makeBacktest({ windows: 3, series: 3, horizon: 2, seed }));

test('rows of windows that teach, of odd ones and of no figure do not count', () => {
  const [one, other] = [rowsOf(1), rowsOf(2)];
  const last = one.cutoff.at(-1)!;
  const odd = { [last]: 'a gap' };
  const counts = (parts: Parameters<typeof countedRows>[0]) =>
    countedRows(parts).map((part) => [0, 1, 2].map((window) => part[window * perWindow]));
  expect(counts([one, other])).toEqual([
    [0, 1, 1],
    [0, 1, 1],
  ]);
  expect(counts([{ ...one, odd }])).toEqual([[0, 1, 0]]);
  // Odd in one of two: over both it counts, as it does in the report.
  expect(counts([{ ...one, odd }, other])[0]).toEqual([0, 1, 1]);
  const counted = countedRows([one, other]).flatMap((part) => [...part]);
  expect(evaluateRows(poolRows([one, other])).overall.ensemble?.rows).toBe(counted.filter((one) => one === 1).length);
  const { network: _network, ...without } = other;
  expect(counts([one, without])[1]).toEqual([0, 0, 0]);
});

test('facts go with their rows, and slices and MASE are made of them', () => {
  const plain = [rowsOf(1), rowsOf(2)];
  const [one, other] = plain.map((rows, part) => ({
    ...rows,
    facts: {
      naiveError: rows.actual,
      promoted: Float64Array.from(rows.step, (step) => step - 1),
      ...(part === 0 ? { 'store.cluster': rows.store.map((store) => `of ${store}`) } : {}),
    },
  }));
  const { slices = [], overall } = evaluateRows(poolRows([one!, other!]), ['promotion', 'holiday', 'cluster']);
  expect(slices.map(({ by, groups }) => [by, groups.map(({ group }) => group)])).toEqual([
    ['promotion', ['promoted', 'not promoted']],
    ['cluster', ['of store-0', 'of store-1', 'of store-2', 'unknown']],
  ]);
  expect(slices[0]!.groups.map(({ metrics }) => metrics.ensemble?.rows)).toEqual([12, 12]);
  expect(slices[1]!.groups.map(({ metrics }) => metrics.lasso?.rows)).toEqual([4, 4, 4, 12]);
  // The scale is the actual, so that MASE is MAPE.
  expect(overall.lasso?.mase).toBeCloseTo(overall.lasso!.mape!, 12);
  expect(evaluateRows(plain[0]!).overall.lasso).not.toHaveProperty('mase');
});
