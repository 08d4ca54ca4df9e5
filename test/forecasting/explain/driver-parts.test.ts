import { expect, test } from 'vitest';
import { columnLabel } from '../../../src/forecasting/explain/column-labels.ts';
import { driverParts } from '../../../src/forecasting/explain/driver-parts.ts';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { scoringRows } from '../../../src/forecasting/features/feature-rows.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ stores: 3, items: 2, weeks: 120 });
const { cutoffIndex } = panel;
const features = fitFeatures(panel, cutoffIndex);

test('law: the parts of the expected effect add up to it, in every row', () => {
  const rows = scoringRows(features, panel, panel.items, cutoffIndex, 3);
  const partsOf = driverParts(features, gridFor(features, panel, cutoffIndex, features.horizonWeeks));
  const column = rows.columns.indexOf('eff');
  let largest = 0;
  for (let row = 0; row < rows.series.length; row++) {
    const parts = partsOf(rows.series[row]!, rows.cutoff[row]! + rows.step[row]!);
    expect(Object.keys(parts).sort()).toEqual(['leading-items', 'other columns', 'price', 'promotions']);
    const sum = Object.values(parts).reduce((total, part) => total + part, 0);
    largest = Math.max(largest, Math.abs(sum));
    expect(sum).toBeCloseTo(rows.values[row * rows.columns.length + column]!, 5);
  }
  expect(largest).toBeGreaterThan(0.01);
});

test.each([
  ['eff', 'expected effect of the drivers'],
  ['eff-season', 'season'],
  ['eff-season-mean-26', 'season of the last 26 weeks'],
  ['step × eff-season', 'step × season'],
  ['price', 'price'],
  // A store may be called anything.
  ['store:eff', 'store:eff'],
])('%s is called %s', (column, label) => {
  expect(columnLabel(column)).toBe(label);
});
