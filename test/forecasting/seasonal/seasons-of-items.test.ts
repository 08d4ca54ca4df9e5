import { expect, it } from 'vitest';
import { withLeverCells } from '../../../src/forecasting/index.ts';
import { seasonsOfItems } from '../../../src/forecasting/seasonal/seasons-of-items.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ weeks: 120 });
const { cutoffIndex } = panel;

it('seasons follow from units: another price has the same ones, not computed again', () => {
  const other = withLeverCells(panel, [{ lever: 'price', series: 0, week: cutoffIndex + 1, value: 1 }]);
  expect(seasonsOfItems(other, cutoffIndex, 2)).toBe(seasonsOfItems(panel, cutoffIndex, 2));
});

it('panels that share their units and differ in what items are do not share seasons', () => {
  const swapped = { ...panel, seriesItem: panel.seriesItem.map((item) => 1 - item) };
  const seasons = seasonsOfItems(panel, cutoffIndex, 2);
  const other = seasonsOfItems(swapped, cutoffIndex, 2);
  expect(other.byItem.toReversed()).toEqual(seasons.byItem);
  expect(other.byItem).not.toEqual(seasons.byItem);
});
