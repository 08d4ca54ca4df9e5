import { expect, test } from 'vitest';
import { pairRows } from '../../src/experiments/pair-rows.ts';
import { rowsTable } from '../support/rows-table.ts';

const week = '2025-09-01';

test('rows are paired by what they are about, in any order', () => {
  const a = rowsTable([
    { week, store: 'n1', actual: 5, ensemble: 4 },
    { week, store: 'n2', actual: 7, ensemble: 8 },
    { week, store: 'n3', actual: 7, ensemble: 8 },
  ]);
  const b = rowsTable([
    { week, store: 'n2', actual: 7, ensemble: 7.5, velocity: 'slow' },
    { week, store: 'n1', actual: 5, ensemble: 6 },
    { week: '2025-09-08', store: 'n3', actual: 7, ensemble: 8 },
    { week: '2025-09-15', store: 'n3', actual: 7, ensemble: 8 },
  ]);
  expect(pairRows(a, b, 'ensemble')).toEqual({
    pairs: [
      { inA: 0, inB: 1, actual: 5, a: 4, b: 6 },
      { inA: 1, inB: 0, actual: 7, a: 8, b: 7.5 },
    ],
    leftOut: { a: 0, b: 0 },
    onlyHere: { a: 1, b: 2 },
    otherActuals: 0,
  });
});

test('rows without a forecast and such as are in no figure are left out, as are those of other data', () => {
  const a = rowsTable([
    { week, store: 'n1', actual: 5, p50: '', counts: 1 },
    { week, store: 'n2', actual: 7, p50: 8, counts: 0 },
    { week, store: 'n3', actual: 7, p50: 8, counts: 1 },
    { week, store: 'n4', actual: 0, p50: 0, counts: 1 },
  ]);
  const b = rowsTable(['n1', 'n2', 'n3', 'n4'].map((store) => ({ week, store, actual: 0, p50: 0 })));
  expect(pairRows(a, b, 'p50')).toEqual({
    pairs: [{ inA: 3, inB: 3, actual: 0, a: 0, b: 0 }],
    leftOut: { a: 2, b: 0 },
    onlyHere: { a: 0, b: 2 },
    otherActuals: 1,
  });
});

test('a row that two velocities have is paired twice', () => {
  const rows = rowsTable(['fast', 'slow'].map((velocity) => ({ week, velocity, actual: 5, ensemble: 4 })));
  expect(pairRows(rows, rows, 'ensemble').pairs.map(({ inA, inB }) => [inA, inB])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});
