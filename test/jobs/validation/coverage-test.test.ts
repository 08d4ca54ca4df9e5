import { expect, test } from 'vitest';
import { coverageTest } from '../../../src/jobs/validation/coverage-test.ts';

test('hundreds of rows of a few weeks are a few weeks: chance may add more than to as many rows of many weeks', () => {
  expect(stateOf({ coverage: 0.96, rows: 346, cutoffs: ['1992-07-09', '1992-08-06'] })).toBe('passed');
  expect(stateOf({ coverage: 0.96, rows: 346, cutoffs: weeksFrom('1985-07-11', 41) })).toBe('failed');
});

test('intervals that hold far too little fail with few weeks too, and far too much with many', () => {
  expect(stateOf({ coverage: 0.45, rows: 346, cutoffs: ['1992-07-09', '1992-08-06'] })).toBe('failed');
  expect(stateOf({ coverage: 0.99, rows: 20_000, cutoffs: weeksFrom('1990-01-04', 12) })).toBe('failed');
});

test('weeks that several windows forecast count once, and the message says how many there were', () => {
  const result = coverage({ coverage: 0.8, rows: 100, cutoffs: ['1992-07-02', '1992-07-09', '1992-07-16'] });
  expect(result.detail).toMatch(/^80\.0% of 100 backtest rows of 5 weeks, 80% ± /);
});

test('without an interval there is nothing to test', () => {
  expect(coverage({ coverage: null, rows: 10, cutoffs: ['1992-07-09'] }).state).toBe('skipped');
});

interface Backtest {
  readonly coverage: number | null;
  readonly rows: number;
  readonly cutoffs: readonly string[];
}

const stateOf = (backtest: Backtest) => coverage(backtest).state;

function coverage({ coverage: share, rows, cutoffs }: Backtest) {
  const none = { mape: null, rmse0: null, rmseAll: null, wape: null, bias: null };
  return coverageTest(
    {
      segment: { region: 'urban', format: 'small', velocity: 'fast' },
      backtest: {
        windows: cutoffs,
        metrics: { ensemble: { rows, ...none } },
        ...{ reduction: null, reductionGeometric: null, coverage: share, weights: {} },
      },
    },
    4,
  );
}

/** Cutoffs four weeks apart. */
function weeksFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 28 * 86_400_000).toISOString().slice(0, 10),
  );
}
