import { expect, test } from 'vitest';
import { absoluteError, comparePairs } from '../../src/forecasting/index.ts';

const pairs = {
  item: ['apples', 'apples', 'bread', 'bread', 'cider'],
  step: [1, 2, 1, 2, 1],
  actual: [10, 10, 20, 0, 5],
  first: [12, 9, 26, 0, 5],
  second: [10, 10, 18, 4, 5],
};

test('errors are split into too high and too low, over all rows and by step', () => {
  const { units, metrics, bySteps, money } = comparePairs(pairs);
  expect(units).toEqual({ rows: 5, sold: 45, first: { over: 8, under: 1 }, second: { over: 4, under: 2 } });
  expect(absoluteError(units.first)).toBe(9);
  expect(metrics.first).toMatchObject({ rows: 5, wape: 9 / 45, bias: 7 / 45 });
  expect(metrics.second).toMatchObject({ rows: 5, wape: 6 / 45, rmse0: 4 });
  expect(bySteps.map(({ step, rows, first }) => [step, rows, first])).toEqual([
    [1, 3, { over: 8, under: 0 }],
    [2, 2, { over: 0, under: 1 }],
  ]);
  expect(money).toBeUndefined();
});

test('items are listed by what the first model loses or gains on them, and those alike are only counted', () => {
  const { items } = comparePairs(pairs);
  expect(items).toMatchObject({ total: 3, worse: 1, better: 0 });
  expect(items.mostWorse.map(({ item, first, second }) => [item, first, second])).toEqual([
    ['apples', { over: 2, under: 1 }, { over: 0, under: 0 }],
  ]);
  const turned = comparePairs({ ...pairs, first: pairs.second, second: pairs.first }).items;
  expect([turned.worse, turned.better, turned.mostBetter.map(({ item }) => item)]).toEqual([0, 1, ['apples']]);
});

test('of many items the twenty that differ most are listed, and all are counted', () => {
  const names = Array.from({ length: 30 }, (_, index) => `item-${index}`);
  const { items } = comparePairs({
    item: names,
    step: names.map(() => 1),
    actual: names.map(() => 10),
    first: names.map((_, index) => 11 + index),
    second: names.map(() => 10),
  });
  expect([items.total, items.worse, items.mostWorse.length, items.mostWorse[0]?.item]).toEqual([30, 30, 20, 'item-29']);
});

test('money counts only rows with a price, and an item without one has none', () => {
  const { money, items } = comparePairs({ ...pairs, price: [2, 2, Number.NaN, Number.NaN, 0] });
  expect(money).toEqual({ rows: 2, sold: 40, first: { over: 4, under: 2 }, second: { over: 0, under: 0 } });
  expect(items.mostWorse[0]?.money?.first).toEqual({ over: 4, under: 2 });
  expect(comparePairs({ ...pairs, price: pairs.actual.map(() => Number.NaN) }).money).toBeUndefined();
});

test('no rows make no figures and no faults', () => {
  const none = comparePairs({ item: [], step: [], actual: [], first: [], second: [] });
  expect(none.units).toEqual({ rows: 0, sold: 0, first: { over: 0, under: 0 }, second: { over: 0, under: 0 } });
  expect([none.metrics.first.wape, none.items.total]).toEqual([null, 0]);
});
