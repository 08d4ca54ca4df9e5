import { expect, test } from 'vitest';
import { ValueSums } from '../../../src/jobs/scoring/value-sums.ts';

const row = (item: string, actual: number, forecast: number, more: object = {}) => ({
  ...{ item, actual, forecast, mean: Number.NaN, baseline: 5, lastYear: Number.NaN, price: Number.NaN, ...more },
});

test('weeks add up errors, those of last year on the rows that have one', () => {
  const sums = new ValueSums(false);
  sums.addWeek('2026-11-16', '2026-11-09', [
    row('apples', 10, 12, { lastYear: 7 }),
    row('bread', 4, 1),
    row('cider', 1, Number.NaN),
  ]);
  expect(sums.value(9).weeks).toEqual([
    {
      ...{ week: '2026-11-16', cutoff: '2026-11-09', rows: 2, units: 14, error: 5, baselineError: 6 },
      lastYear: { rows: 1, units: 10, error: 3, published: 2 },
    },
  ]);
});

test('a week without a row is none', () => {
  const sums = new ValueSums(false);
  sums.addWeek('2026-11-16', '2026-11-09', []);
  expect(sums.value(9)).toEqual({ weeks: [], items: 0, over: [], under: [] });
});

test('items are ranked by money where there is a price, with the unbiased number where there is one', () => {
  const rows = [
    row('apples', 10, 99, { mean: 14, price: 1 }),
    row('bread', 10, 12, { price: 5 }),
    row('bread', 10, 9, { price: 5 }),
    row('cider', 2, 1),
  ];
  const sums = new ValueSums(true);
  sums.addWeek('2026-11-16', '2026-11-09', rows);
  const { over, under, items, unpriced } = sums.value(9);
  expect([items, unpriced]).toEqual([3, 1]);
  expect(over.map(({ item, over: units, money }) => [item, units, money?.over])).toEqual([
    ['bread', 2, 10],
    ['apples', 4, 4],
  ]);
  expect(under).toEqual([
    { item: 'bread', rows: 2, sold: 20, forecast: 21, over: 2, under: 1, money: { over: 10, under: 5 } },
  ]);
  expect(sums.value(1).over).toHaveLength(1);
});

test('without a price items are ranked by units', () => {
  const sums = new ValueSums(false);
  sums.addWeek('2026-11-16', '2026-11-09', [row('apples', 10, 14), row('bread', 10, 12), row('cider', 2, 1)]);
  const { over, under } = sums.value(9);
  expect(over.map(({ item }) => item)).toEqual(['apples', 'bread']);
  expect(under).toEqual([{ item: 'cider', rows: 1, sold: 2, forecast: 1, over: 0, under: 1 }]);
});
