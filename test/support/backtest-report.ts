import type { BacktestEvaluation, BacktestReport, Comparison } from '../../src/contracts/backtest.ts';
import type { Velocity } from '../../src/contracts/segment.ts';

const metrics = (mape: number, coverage: number | null = null) => {
  return { rows: 6, mape, rmse0: null, rmseAll: 10 * mape, wape: mape / 2, bias: -mape / 4, coverage };
};

/** Errors that grow with `size`, the ensemble's the least. */
function comparison(size: number): Comparison {
  return {
    baseline: metrics(size),
    baselineGeometric: metrics(0.8 * size),
    lasso: metrics(0.5 * size),
    ensemble: metrics(0.4 * size, 0.75),
  };
}

function evaluation(size: number): BacktestEvaluation {
  return {
    overall: comparison(size),
    byStep: [1, 2].map((step) => ({ step, metrics: comparison(size * step) })),
    byItem: ['apples', 'bread, sliced'].map((item) => ({ item, metrics: comparison(size) })),
    byCutoff: ['2025-09-08', '2025-09-22'].map((cutoff) => ({ cutoff, metrics: comparison(size) })),
    reduction: { arithmetic: 0.6, geometric: 0.5 },
    rowsLeftOut: 0,
  };
}

const segment = (region: string, velocity: Velocity, size: number) => {
  return {
    segment: { region, format: 'large', velocity },
    items: ['apples', 'bread, sliced'],
    series: 4,
    weights: { lasso: 1, network: 0 },
    ...evaluation(size),
  };
};

/** A backtest of two regions, three segments and two windows, whose networks could not be fitted in one segment. */
export const backtestReport: BacktestReport = {
  reportVersion: 1,
  project: 'small',
  codeVersion: '0123456789abcdef0123',
  settings: { nWindows: 3, stepSizeWeeks: 2, refitEvery: 2, horizonWeeks: 2, seed: 1, members: {}, features: {} },
  datasets: ['north', 'south'].map((region) => {
    return { region, cutoff: '2025-10-06', version: 'fedcba9876543210', rows: 480, quarantined: 3 };
  }),
  failures: [{ segment: 'south/large/fast', member: 'network', reason: 'the loss became NaN' }],
  droppedWindows: 1,
  fits: 6,
  reusedFits: 2,
  seconds: 12.3,
  cutoffs: ['2025-09-08', '2025-09-22'],
  segments: [segment('north', 'fast', 1), segment('north', 'slow', 0.5), segment('south', 'fast', 0.8)],
  regions: [
    { region: 'north', ...evaluation(0.75) },
    { region: 'south', ...evaluation(0.8) },
  ],
  overall: evaluation(0.77),
  series: [
    {
      segment: { region: 'north', format: 'large', velocity: 'fast' },
      store: 'n1',
      item: 'apples',
      why: 'largest',
      mape: 0.25,
      actuals: [
        { week: '2025-09-01', units: 12 },
        { week: '2025-09-08', units: null },
        { week: '2025-09-15', units: 20 },
        { week: '2025-09-22', units: 8 },
      ],
      forecasts: [
        { cutoff: '2025-09-08', step: 1, week: '2025-09-15', baseline: 12, ensemble: 18, p10: 14, p90: 25 },
        { cutoff: '2025-09-08', step: 2, week: '2025-09-22', baseline: 12, ensemble: 9, p10: 6, p90: 13 },
      ],
    },
  ],
};
