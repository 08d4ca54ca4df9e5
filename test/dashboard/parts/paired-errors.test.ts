import { expect, test } from 'vitest';
import { changeInWords, pairedFigures } from '../../../src/dashboard/parts/paired-errors.ts';

const units = { rows: 4, sold: 200, first: { over: 10, under: 20 }, second: { over: 30, under: 10 } };
const money = { rows: 3, sold: 1000, first: { over: 90, under: 60 }, second: { over: 20, under: 30 } };

test('units come first, and money only where there are prices', () => {
  expect(pairedFigures({ units }).map(({ name, first, second }) => [name, first, second])).toEqual([
    ['Off by, units', 30, 40],
    ['Too high, units', 10, 30],
    ['Too low, units', 20, 10],
  ]);
  expect(pairedFigures({ units, money }).at(-1)).toMatchObject({
    name: 'Too low, at the prices of the data',
    first: 60,
  });
});

test('a sentence says by how much the errors would have changed, also where units and money disagree', () => {
  expect(changeInWords({ units }, 'challenger', 'champion')).toBe(
    'Over these windows the challenger was off by 10, 5.0% of what was sold, less than the champion, in units.',
  );
  expect(changeInWords({ units, money }, 'challenger', 'champion')).toContain(
    'in units; at the prices of the data by 100, 10.0% of what was sold, more.',
  );
  const same = { ...units, second: units.first };
  expect(changeInWords({ units: same }, 'challenger', 'champion')).toBe(
    'Over these windows the challenger was off by as much as the champion, in units.',
  );
});
