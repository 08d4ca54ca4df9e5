import { expect, test } from 'vitest';
import type { Holiday } from '../../src/contracts/features.ts';
import { rowFacts } from '../../src/forecasting/index.ts';
import { missing, panelOfUnits } from './make-panel.ts';

/** Weeks from 2024-01-01, a series a store. */
const panel = panelOfUnits([
  [10, 12, missing, 9, 9, 3, 8],
  [1, 1, 1, 1, 1, 1, 1],
  [missing, missing, missing, missing, missing, missing, 5],
]);
const rows = {
  store: ['store-0', 'store-0', 'store-1', 'store-2'],
  item: ['item-0', 'item-0', 'item-0', 'item-0'],
  cutoff: ['2024-01-08', '2024-01-29', '2024-01-29', '2024-01-29'],
  week: ['2024-01-15', '2024-02-12', '2024-02-05', '2024-02-12'],
};

test('the past of a series ends at the cutoff of its row', () => {
  const facts = rowFacts(panel, rows, []);
  expect([...facts.historyWeeks]).toEqual([2, 4, 5, 0]);
  // |12 − 10|; with |9 − 9|, the steps over the gap left out; a series that never changes; one without a past.
  expect([...facts.naiveError]).toEqual([2, 1, 0, missing]);
  // Two series with sales: the smaller in the middle of the lower half, the larger of the upper one.
  expect([...facts.volumeDecile]).toEqual([8, 8, 3, missing]);
  expect(facts).not.toHaveProperty('promoted');
  expect(facts).not.toHaveProperty('holiday');
});

test('the target week has a promotion, a holiday or an event, or none', () => {
  const cells = (...weeks: readonly (readonly [series: number, week: number, value: number])[]) => {
    const column = new Float64Array(panel.units.length);
    for (const [series, week, value] of weeks) column[series * 7 + week] = value;
    return column;
  };
  const driven = {
    ...panel,
    knownAhead: { deal: cells([0, 2, 0.5], [1, 5, missing]), flyer: cells([1, 5, missing]), fair: cells([1, 5, 1]) },
    roles: { promotions: ['deal', 'flyer'], events: ['fair'] },
  };
  const holidays: readonly Holiday[] = [{ name: 'middle of January', rule: 'month-day', month: 1, day: 21 }];
  const facts = rowFacts(driven, rows, holidays);
  expect([...facts.promoted!]).toEqual([1, 0, missing, 0]);
  expect([...facts.holiday!]).toEqual([1, 0, 1, 0]);
});

test('ten series have a decile each', () => {
  const ten = panelOfUnits(Array.from({ length: 10 }, (_, series) => [10 - series, 10 - series]));
  const of = {
    store: ten.stores,
    item: ten.stores.map(() => 'item-0'),
    cutoff: ten.stores.map(() => ten.weeks[0]!),
    week: ten.stores.map(() => ten.weeks[1]!),
  };
  expect([...rowFacts(ten, of, []).volumeDecile]).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});
