import type { BacktestSummary, RegionCycleResult, SegmentOutcome } from '../../src/contracts/cycle.ts';
import type { ErrorMetrics } from '../../src/contracts/metrics.ts';

const metrics = (mape: number | null, wape: number): ErrorMetrics => ({
  rows: 24,
  mape,
  rmse0: null,
  rmseAll: 3.5,
  wape,
  bias: 0,
});

export const backtest: BacktestSummary = {
  windows: ['2025-09-22', '2025-10-06'],
  metrics: {
    baseline: metrics(0.5, 0.4),
    lasso: metrics(0.3, 0.25),
    ensemble: metrics(0.275, 0.2),
  },
  reduction: 0.45,
  reductionGeometric: 0.4,
  coverage: 0.8,
  weights: { lasso: 1 },
};

const outcome = (velocity: 'fast' | 'slow', facts: Omit<SegmentOutcome, 'segment'>): SegmentOutcome => ({
  segment: { region: 'north', format: 'large', velocity },
  ...facts,
});

/** How a cycle of the region `north` ended: one segment promoted, one failed, some past forecasts evaluated. */
export const cycleResult: RegionCycleResult = {
  cycleId: 'cycle/dev/north/2025-10-06/1',
  environment: 'dev',
  region: 'north',
  cutoff: '2025-10-06',
  degraded: true,
  degradedReasons: ['large/slow: too little history'],
  dataset: { version: '0123456789abcdef', rows: 480, quarantined: 6 },
  segments: [
    outcome('fast', {
      outcome: 'promoted',
      causes: ['never-trained'],
      champion: 'model-1',
      scoredBy: 'champion',
      backtest,
      reason: 'passed its gate',
    }),
    outcome('slow', { outcome: 'failed', causes: ['data'], scoredBy: 'baseline', reason: 'too little history' }),
  ],
  forecasts: { rows: 24, uri: 'file:///forecasts/north/2025-10-06.csv' },
  evaluation: { rows: 12, metrics: { baseline: metrics(0.6, 0.5), ensemble: metrics(0.25, 0.2) } },
};
