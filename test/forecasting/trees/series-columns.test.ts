import { expect, it } from 'vitest';
import { fitSeriesColumns, seriesColumnNames, seriesValues } from '../../../src/forecasting/trees/series-columns.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ stores: 3, items: 2 });
const series = Int32Array.from({ length: 6 }, (_, one) => one);
const rowsEach = 1000;
const position = Int32Array.from({ length: 6 * rowsEach }, (_, row) => Math.floor(row / rowsEach));
/** Store 2 sells more than it should, item 1 less. */
const residual = Float64Array.from(
  position,
  (at) => (panel.seriesStore[at] === 2 ? 0.6 : 0) - (panel.seriesItem[at] === 1 ? 0.2 : 0),
);

it('labels become what they add to the forecast, little where rows are few', () => {
  const fitted = fitSeriesColumns(panel, panel.items, { series }, { position }, residual);
  expect(seriesColumnNames(fitted)).toEqual(['store', 'item', 'brand', 'attribute:income']);
  const [store, item, brand, income] = seriesValues(fitted, panel, series);
  expect(store![4]! - store![0]!).toBeCloseTo(0.6, 1);
  expect(item![1]! - item![0]!).toBeCloseTo(-0.2, 1);
  expect(brand).toEqual(item);
  expect([...income!]).toEqual([10, 10, 11, 11, 12, 12]);
  const few = fitSeriesColumns(
    panel,
    panel.items,
    { series },
    { position: position.filter((_, row) => row % 500 === 0) },
    residual.filter((_, row) => row % 500 === 0),
  );
  expect(Math.abs(seriesValues(few, panel, series)[0]![4]!)).toBeLessThan(0.1);
});

it('a label that was never seen, or an attribute that is not there, is missing', () => {
  const fitted = fitSeriesColumns(
    panel,
    ['item-0'],
    { series: Int32Array.of(0, 2, 4) },
    { position: Int32Array.of(0, 1, 2) },
    new Float64Array(3),
  );
  const later = { ...panel, stores: ['store-0', 'store-1', 'new'], storeAttributes: {} };
  const [store, item, , income] = seriesValues(fitted, later, Int32Array.of(0, 5));
  expect([Number.isNaN(store![0]!), Number.isNaN(store![1]!)]).toEqual([false, true]);
  expect([Number.isNaN(item![0]!), Number.isNaN(item![1]!)]).toEqual([false, true]);
  expect(income!.every(Number.isNaN)).toBe(true);
});
