import { expect, test } from 'vitest';
import { forecastOutOfWindow } from '../../../src/forecasting/index.ts';
import { backtestTable } from '../../../src/jobs/backtest/backtest-table.ts';
import { makeBacktest } from '../../forecasting/make-backtest.ts';

test('rows of segments below each other, with what is known of them; empty where one segment does not know it', () => {
  const parts = (['north', 'south'] as const).map((region, part) => {
    const rows = forecastOutOfWindow(makeBacktest({ windows: 2, series: 1, horizon: 1, seed: part }));
    const facts = {
      promoted: [0, 1],
      ...(part === 0 ? { 'store.cluster': ['a', 'a'] } : { 'store.income': [30, 30] }),
    };
    return {
      segment: { region, format: 'large', velocity: 'fast' as const },
      rows: { ...rows, facts },
      counts: [0, 1],
    };
  });
  const table = backtestTable(parts);
  expect(Object.keys(table).slice(-5)).toEqual(['p90', 'counts', 'promoted', 'store.cluster', 'store.income']);
  expect(table).toMatchObject({
    region: ['north', 'north', 'south', 'south'],
    counts: Float64Array.of(0, 1, 0, 1),
    promoted: Float64Array.of(0, 1, 0, 1),
    'store.cluster': ['a', 'a', '', ''],
    'store.income': Float64Array.of(Number.NaN, Number.NaN, 30, 30),
  });
});
