import { expect, test } from 'vitest';
import { rowPrices, unitsYearAgo } from '../../src/forecasting/index.ts';
import { makePanel, missing, panelOfUnits } from './make-panel.ts';

test('a row has the price of its own series in its target week', () => {
  const panel = makePanel({ stores: 2, items: 2, weeks: 30 });
  const rows = { store: ['store-1', 'store-0'], item: ['item-0', 'item-1'], week: [panel.weeks[29]!, panel.weeks[3]!] };
  const price = panel.knownAhead['price']!;
  expect([...rowPrices(panel, rows)!]).toEqual([price[2 * 30 + 29], price[1 * 30 + 3]]);
});

test('data without a price have none; a series or week that is not there has no value', () => {
  const panel = makePanel({ weeks: 30, roles: { promotions: ['deal'] } });
  expect(rowPrices(panel, { store: [], item: [], week: [] })).toBeUndefined();
  const rows = { store: ['nowhere', 'store-0'], item: ['item-0', 'item-0'], week: [panel.weeks[2]!, '2030-01-07'] };
  expect([...rowPrices(makePanel({ weeks: 30 }), rows)!]).toEqual([missing, missing]);
});

test('the same week of the year before is 52 weeks earlier, and not known in the first year', () => {
  const panel = panelOfUnits([Array.from({ length: 60 }, (_, week) => week)]);
  const rows = {
    store: ['store-0', 'store-0'],
    item: ['item-0', 'item-0'],
    week: [panel.weeks[55]!, panel.weeks[51]!],
  };
  expect([...unitsYearAgo(panel, rows)]).toEqual([3, missing]);
});
