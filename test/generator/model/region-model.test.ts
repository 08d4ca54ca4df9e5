import { beforeAll, describe, expect, test } from 'vitest';
import { makeEvents } from '../../../src/generator/model/events.ts';
import { makeItems, type Item } from '../../../src/generator/model/items.ts';
import { RegionModel } from '../../../src/generator/model/region-model.ts';
import { allRegions } from '../../../src/generator/model/regions.ts';
import { makeStores } from '../../../src/generator/model/stores.ts';
import { defaultGrocer } from '../../../src/generator/settings.ts';

const settings = { ...defaultGrocer, stores: 12, items: 32, weeks: 312 };
const region = allRegions[0]!;
const stores = makeStores(settings.seed, region, settings.stores, settings.weeks);
const items = makeItems(settings.seed, settings.items);
const weeksWithPlans = settings.weeks + settings.horizonWeeks;
const model = new RegionModel(
  settings,
  { region, stores },
  items,
  makeEvents(settings.seed, [{ region, stores }], settings.from, weeksWithPlans),
  false,
);
/** By week, then by series. */
const units: Int32Array[] = [];
const demand: Int32Array[] = [];
const expected: Float64Array[] = [];

beforeAll(() => {
  for (let week = 0; week < settings.weeks; week += 1) {
    model.nextWeek();
    units.push(model.sales.units.slice());
    demand.push(model.sales.demand.slice());
    expected.push(model.sales.expected.slice());
  }
});

const isOpen = (series: number, week: number): boolean => !Number.isNaN(expected[week]![series]!);
const seriesOf = (wanted: (item: Item) => boolean): number[] =>
  [...model.seriesItem.keys()].filter((series) => wanted(items[model.seriesItem[series]!]!));

test('draws gather around what is expected', () => {
  let [drawn, wanted] = [0, 0];
  expected.forEach((week, index) =>
    week.forEach((mean, series) => {
      if (Number.isNaN(mean)) return;
      drawn += demand[index]![series]!;
      wanted += mean;
    }),
  );
  expect(drawn / wanted).toBeCloseTo(1, 2);
});

test('shelves run empty now and then; more than was wanted is never sold', () => {
  let [rows, empty] = [0, 0];
  units.forEach((week, index) =>
    week.forEach((sold, series) => {
      const wanted = demand[index]![series]!;
      if (isOpen(series, index) && expected[index]![series]! > 5) rows += 1;
      if (sold < wanted && expected[index]![series]! > 5) empty += 1;
      expect(sold).toBeLessThanOrEqual(wanted);
    }),
  );
  expect(empty / rows).toBeGreaterThan(0.003);
  expect(empty / rows).toBeLessThan(0.007);
});

test.each([
  ['intermittent', 0.3, 0.8],
  ['slow', 0, 0.05],
  ['fast', 0, 0.005],
] as const)('of %s movers the share of weeks without sales is from %d to %d', (pace, least, most) => {
  let [rows, zeros] = [0, 0];
  for (const series of seriesOf((item) => item.pace === pace)) {
    units.forEach((week, index) => {
      if (!isOpen(series, index)) return;
      rows += 1;
      if (week[series] === 0) zeros += 1;
    });
  }
  expect(zeros / rows).toBeGreaterThanOrEqual(least);
  expect(zeros / rows).toBeLessThan(most);
});

describe('the season', () => {
  const meanInMonth = (category: string, month: number): number => {
    const series = seriesOf((item) => item.category.name === category && item.pace === 'fast');
    let [sum, rows] = [0, 0];
    units.forEach((week, index) => {
      const day = new Date(Date.parse(settings.from) + index * 7 * 86_400_000);
      if (day.getUTCMonth() !== month) return;
      for (const one of series) if (isOpen(one, index)) [sum, rows] = [sum + week[one]!, rows + 1];
    });
    return sum / rows;
  };

  // Wave of height h: exp(h) at its top, exp(−h) half a year later.
  test.each([
    ['ice-cream', 6, 0, Math.exp(2 * 0.55)],
    ['soup', 0, 6, Math.exp(2 * 0.5)],
  ] as const)('%s: month %d against month %d', (category, high, low, factor) => {
    const ratio = meanInMonth(category, high) / meanInMonth(category, low);
    expect(ratio).toBeGreaterThan(0.75 * factor);
    expect(ratio).toBeLessThan(1.3 * factor);
  });
});

test('a regression of log units finds the price elasticities and the uplifts again', () => {
  const errors = { price: [] as number[], deal: [] as number[], feature: [] as number[] };
  const fast = items.flatMap((item, index) => (item.pace === 'fast' ? [{ item, index }] : []));
  for (const { item, index } of fast) {
    const rows: { readonly x: readonly number[]; readonly y: number }[] = [];
    for (const series of seriesOf((candidate) => candidate === item)) {
      const { price, promotion } = model.plan(stores[model.seriesStore[series]!]!.bannerIndex, index);
      // Week against week: level, trend and season fall out. Weeks after a promotion have an effect of their own.
      for (let week = 2; week < settings.weeks; week += 1) {
        const [now, before, beforeThat] = [promotion[week]!, promotion[week - 1]!, promotion[week - 2]!];
        const [sold, soldBefore] = [units[week]![series]!, units[week - 1]![series]!];
        if (before > 0 || beforeThat > 0 || sold === 0 || soldBefore === 0) continue;
        if (!isOpen(series, week - 1)) continue;
        const x = [Math.log(price[week]! / price[week - 1]!), now > 0 ? 1 : 0, now > 1 ? 1 : 0];
        rows.push({ x, y: Math.log(sold / soldBefore) });
      }
    }
    const [price, deal, feature] = leastSquares(rows) as [number, number, number];
    errors.price.push(price - item.elasticity);
    errors.deal.push(deal - item.dealUplift);
    errors.feature.push(feature - item.featureUplift);
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(fast.length).toBeGreaterThan(10);
  expect(Math.abs(mean(errors.price))).toBeLessThan(0.15);
  expect(Math.abs(mean(errors.deal))).toBeLessThan(0.05);
  expect(Math.abs(mean(errors.feature))).toBeLessThan(0.05);
});

/** Coefficients without an intercept, by the normal equations and Gauss and Jordan. */
function leastSquares(rows: readonly { readonly x: readonly number[]; readonly y: number }[]): number[] {
  const width = rows[0]!.x.length;
  const system = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (_unused, j) => rows.reduce((sum, { x }) => sum + x[i]! * x[j]!, 0)),
    rows.reduce((sum, { x, y }) => sum + x[i]! * y, 0),
  ]);
  for (let pivot = 0; pivot < width; pivot += 1) {
    const scale = system[pivot]![pivot]!;
    system[pivot] = system[pivot]!.map((value) => value / scale);
    for (let other = 0; other < width; other += 1) {
      const factor = other === pivot ? 0 : system[other]![pivot]!;
      system[other] = system[other]!.map((value, column) => value - factor * system[pivot]![column]!);
    }
  }
  return system.map((row) => row[width]!);
}
