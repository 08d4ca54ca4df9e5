import { expect, test } from 'vitest';
import { columnGroups } from '../../../src/forecasting/explain/column-groups.ts';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { scoringRows } from '../../../src/forecasting/features/feature-rows.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel();
const features = fitFeatures(panel, panel.cutoffIndex);
const groupOf = columnGroups(features, gridFor(features, panel, panel.cutoffIndex, 0));

test.each([
  ['units-lag-0', 'sales-history'],
  ['eff', 'driver-effect'],
  ['price', 'price'],
  ['promotion:deal', 'promotions'],
  ['price × promotion:deal', 'price × promotions'],
  ['depth × depth', 'price'],
  ['store:store-1', 'store'],
  ['step', 'step'],
])('%s is of %s', (column, group) => {
  expect(groupOf(column)).toBe(group);
});

test('every column but the step is of a group of the catalogue', () => {
  const { columns } = scoringRows(features, panel, panel.items, panel.cutoffIndex, 2);
  expect(columns.filter((column) => groupOf(column) === column && column !== 'price')).toEqual(['step']);
});
