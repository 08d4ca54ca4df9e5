import { expect, test } from 'vitest';
import { compareBacktests } from '../../src/experiments/compare-backtests.ts';
import { rowsTable } from '../support/rows-table.ts';

const weeks = ['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22'];

/** Two stores a week: one sells 10 and is missed by `miss`, one sells nothing and is missed by 1. */
const rows = (file: string, miss: (week: number) => number, options?: string) => ({
  file,
  ...rowsTable(
    weeks.flatMap((week, index) => [
      { week, store: 'n1', actual: 10, ensemble: 10 + miss(index), ...(options ? { options } : {}) },
      { week, store: 'n2', actual: 0, ensemble: 1, ...(options ? { options } : {}) },
    ]),
  ),
});

const a = rows('a.csv', () => 4);
const b = rows('b.csv', (week) => (week % 2 === 0 ? 2 : -3), 'aim=wape');

test('errors of both, week by week and over all', () => {
  const comparison = compareBacktests(a, b, 'ensemble');
  expect(comparison).toMatchObject({
    forecaster: 'ensemble',
    a: { file: 'a.csv', rows: 8, leftOut: 0, onlyHere: 0 },
    b: { file: 'b.csv', options: 'aim=wape', rows: 8 },
    overall: { rows: 8, wape: { a: 0.5, b: 0.35, weeks: 4, verdict: 'b-better' }, mape: { a: 0.4, weeks: 4 } },
  });
  expect(comparison.overall.mape?.b).toBeCloseTo(0.25, 12);
  expect(comparison.weeks[1]).toEqual({
    ...{ week: '2025-09-08', rows: 2, actual: 10 },
    ...{ absoluteErrorA: 5, absoluteErrorB: 4 },
  });
  expect(comparison).not.toHaveProperty('slices');
  expect(comparison.a).not.toHaveProperty('options');
});

test('parts of the rows separately', () => {
  const of = (positions: readonly number[]) => [
    { group: 'n1', rows: positions.filter((row) => row % 2 === 0) },
    { group: 'n2', rows: positions.filter((row) => row % 2 === 1) },
  ];
  expect(compareBacktests(a, b, 'ensemble', { by: 'store', of }).slices).toMatchObject({
    by: 'store',
    groups: [
      { group: 'n1', rows: 4, wape: { a: 0.4, b: 0.25, verdict: 'b-better' } },
      { group: 'n2', rows: 4, wape: null, mape: null },
    ],
  });
});
