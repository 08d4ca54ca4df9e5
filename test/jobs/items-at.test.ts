import { expect, test } from 'vitest';
import { itemsAt } from '../../src/jobs/items-at.ts';
import { panelOfUnits } from '../forecasting/make-panel.ts';

const settings = { velocity: { fastShareOfUnits: 0.6 } };
// item-0 was the large one for three weeks; item-1 has overtaken it by the last.
const panel = panelOfUnits(
  [
    [50, 50, 50, 50],
    [10, 10, 10, 900],
  ],
  { items: 2 },
);
const data = (velocity: 'fast' | 'slow', ...items: string[]) => ({
  segment: { region: 'north', format: 'large', velocity },
  items,
});

test('a window is cut as its cutoff knew it, not by who is large today', () => {
  expect(itemsAt(panel, data('fast', 'item-1'), 3, settings)).toEqual(['item-1']);
  expect(itemsAt(panel, data('fast', 'item-1'), 2, settings)).toEqual(['item-0']);
  expect(itemsAt(panel, data('slow', 'item-0'), 2, settings)).toEqual(['item-1']);
});

test('where the velocity had no item then, the items of today', () => {
  const single = panelOfUnits(
    [
      [5, 5],
      [0, 9],
    ],
    { items: 2 },
  );
  expect(itemsAt(single, data('slow', 'item-0'), 0, { velocity: { fastShareOfUnits: 0.99 } })).toEqual(['item-1']);
  const nothing = panelOfUnits(
    [
      [0, 5],
      [0, 1],
    ],
    { items: 2 },
  );
  expect(itemsAt(nothing, data('slow', 'item-1'), 0, settings)).toEqual(['item-1']);
});
