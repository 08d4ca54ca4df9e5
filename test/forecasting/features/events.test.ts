import { expect, it } from 'vitest';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import {
  columnIndex,
  scoringRows,
  trainingRows,
  type FeatureRows,
} from '../../../src/forecasting/features/feature-rows.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { panelOfUnits } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

const units = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const panel: Panel = {
  ...panelOfUnits([[...units, 0, 0, 0]], { cutoffIndex: 9 }),
  knownAhead: { fair: Float64Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1) },
  roles: { promotions: [], events: ['fair'] },
};

function column(rows: FeatureRows, name: string): Record<string, number> {
  const at = columnIndex(rows.columns, name);
  const entries = Array.from(rows.series, (_, row) => {
    return [`${rows.cutoff[row]}+${rows.step[row]}`, rows.values[row * rows.columns.length + at]!] as const;
  });
  return Object.fromEntries(entries);
}

it('are those of the week, of the week before and of the week after', () => {
  const columns = columnsOf('events', panel, { horizonWeeks: 2 });
  expect(columns['event:fair']).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1]);
  expect(columns['event:fair-week-before']).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
});

it('are unknown in the week after the last step, in training as in scoring', () => {
  const model = fitFeatures(panel, 9);
  const training = trainingRows(model, panel, panel.items, 9, 2);
  expect(column(training, 'event:fair-week-after')).toEqual({ '7+1': 0, '7+2': 0, '8+1': 1 });
  const scoring = scoringRows(model, panel, panel.items, 9, 2);
  expect(column(scoring, 'event:fair-week-after')).toEqual({ '9+1': 1, '9+2': 0 });
});
