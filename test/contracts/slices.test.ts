import { expect, test } from 'vitest';
import { sliceRows, type SliceName } from '../../src/contracts/slices.ts';

const slicesOf = (by: SliceName | 'values', cells: readonly string[]) =>
  sliceRows(by, (row) => cells[row] ?? '', [...cells.keys()]).map(({ group, rows }) => [group, rows]);

test('promotions and holidays', () => {
  expect(slicesOf('promotion', ['0', '1', '', '0'])).toEqual([
    ['promoted', [1]],
    ['not promoted', [0, 3]],
    ['unknown', [2]],
  ]);
  expect(slicesOf('holiday', ['0', '1'])).toEqual([
    ['holiday week', [1]],
    ['other week', [0]],
  ]);
});

test('deciles of volume, in the order of numbers', () => {
  expect(slicesOf('volume', ['10', '9', '1'])).toEqual([
    ['1 (smallest)', [2]],
    ['9', [1]],
    ['10 (largest)', [0]],
  ]);
});

test('weeks of history', () => {
  expect(slicesOf('history', ['12', '13', '25', '26', '103', '104', '500'])).toEqual([
    ['under 13 weeks', [0]],
    ['13 to 25 weeks', [1, 2]],
    ['26 to 51 weeks', [3]],
    ['52 to 103 weeks', [4]],
    ['104 weeks or more', [5, 6]],
  ]);
});

test('values: texts and a few numbers as they are, many numbers in quarters of the rows', () => {
  expect(slicesOf('values', ['b', 'a', '', 'b'])).toEqual([
    ['a', [1]],
    ['b', [0, 3]],
    ['unknown', [2]],
  ]);
  expect(slicesOf('values', ['10', '9'])).toEqual([
    ['9', [1]],
    ['10', [0]],
  ]);
  const many = Array.from({ length: 12 }, (_, row) => String((row + 1) / 3));
  expect(slicesOf('values', many)).toEqual([
    ['up to 1', [0, 1, 2]],
    ['1 to 2', [3, 4, 5]],
    ['2 to 3', [6, 7, 8]],
    ['above 3', [9, 10, 11]],
  ]);
});
