import { expect, test } from 'vitest';
import { runReport } from '../../../src/cli/dev/run-report.ts';
import { cycleResult } from '../../support/cycle-result.ts';

const measured = { setupSeconds: 3, seconds: 41.5, peaksMb: { cli: 90, 'train-member': 410, temporal: 130 } };

test('a cycle that ended: errors of every forecaster as shares, and the largest process', () => {
  const view = {
    region: 'north',
    cycleId: cycleResult.cycleId,
    stage: 'done',
    activities: [],
    segments: [],
    result: cycleResult,
  } as const;
  expect(runReport([view], measured)).toEqual({
    cycles: [
      {
        region: 'north',
        cutoff: '2025-10-06',
        cycleId: 'cycle/dev/north/2025-10-06/1',
        degraded: true,
        dataset: cycleResult.dataset.version,
        quarantined: 6,
        quarantineUri: null,
        warnings: [],
        evaluation: { rows: 12, mape: { baseline: 0.6, ensemble: 0.25 } },
        segments: [
          {
            format: 'large',
            velocity: 'fast',
            outcome: 'promoted',
            causes: ['never-trained'],
            champion: 'model-1',
            mape: { baseline: 0.5, lasso: 0.3, ensemble: 0.275 },
            wape: { baseline: 0.4, lasso: 0.25, ensemble: 0.2 },
            rmse0: { baseline: null, lasso: null, ensemble: null },
            rmseAll: { baseline: 3.5, lasso: 3.5, ensemble: 3.5 },
            reduction: 0.45,
          },
          {
            format: 'large',
            velocity: 'slow',
            outcome: 'failed',
            causes: ['data'],
            champion: null,
            mape: {},
            wape: {},
            rmse0: {},
            rmseAll: {},
            reduction: null,
          },
        ],
        forecasts: { rows: 24, uri: 'file:///forecasts/north/2025-10-06.csv' },
      },
    ],
    setupSeconds: 3,
    seconds: 41.5,
    peaksMb: { cli: 90, 'train-member': 410, temporal: 130 },
    peakRssMb: 410,
  });
});

test('a cycle that failed has its reason, and no figures', () => {
  const failed = { region: 'south', stage: 'failed', activities: [], segments: [], failure: 'no shipments' } as const;
  expect(runReport([failed], measured).cycles).toEqual([
    {
      region: 'south',
      cutoff: null,
      cycleId: null,
      failure: 'no shipments',
      degraded: true,
      dataset: null,
      quarantined: 0,
      quarantineUri: null,
      warnings: [],
      evaluation: { rows: 0, mape: {} },
      segments: [],
      forecasts: { rows: 0, uri: null },
    },
  ]);
});
