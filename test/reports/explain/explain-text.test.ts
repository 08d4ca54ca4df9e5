import { describe, expect, test } from 'vitest';
import type { ExplainReport, ForecastExplanation } from '../../../src/contracts/explanation.ts';
import { explainText } from '../../../src/reports/explain/explain-text.ts';

const coefficient = { perUnit: -2, perDeviation: -0.3 };
const model: ExplainReport = {
  version: 'abcd1111',
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  cutoff: '2025-10-06',
  weights: { lasso: 0.4, network: 0.6 },
  coefficients: [
    { ...coefficient, regression: 'apples', column: 'price', inWords: '10% lower price: +23% units' },
    { ...coefficient, regression: 'apples', column: 'eff', inWords: '10% higher eff: +2.0% units' },
    { ...coefficient, regression: '(pooled)', column: 'step', inWords: 'step up by a standard deviation: −1.0% units' },
  ],
};
const column = (name: string, logUnits: number) => ({ column: name, value: '1.5', typical: '2', logUnits });
const forecast: ForecastExplanation = {
  ...{ store: 'n1', item: 'apples', cutoff: '2025-10-06', step: 1, week: '2025-10-13', baseline: 50 },
  members: {
    lasso: { units: 99, logUnits: Math.log(100), weight: 0.5 },
    network: { units: 143, logUnits: Math.log(144), weight: 0.5 },
  },
  lasso: {
    regression: 'apples',
    intercept: Math.log(50),
    groups: [
      { group: 'price', logUnits: Math.log(2.5), columns: [column('price', Math.log(2.5))] },
      { group: 'calendar', logUnits: 0.001, columns: [column('time', 0.001)] },
    ],
    shift: Math.log(0.8) - 0.001,
    clipping: 0,
    logUnits: Math.log(100),
  },
  othersChange: Math.log(1.2),
  calibration: Math.log(1.1),
  ensemble: { units: 131, logUnits: Math.log(132) },
  ...{ mean: 140, p10: 80, p50: 125, p90: 160 },
};

describe('an explanation for a terminal', () => {
  test('without a forecast: the largest coefficients of every regression, in words', () => {
    expect(explainText(model)).toBe(
      [
        'model abcd1111 of north/large/fast, cutoff 2025-10-06, weights lasso 0.400, network 0.600',
        'LASSO: what matters most to each item, the other columns left as they are',
        'item apples\n  10% lower price: +23% units\n  10% higher eff: +2.0% units',
        'item (pooled)\n  step up by a standard deviation: −1.0% units',
      ].join('\n\n'),
    );
  });

  test('a forecast: from the baseline over the LASSO to the ensemble', () => {
    expect(
      explainText({ ...model, forecasts: [forecast] })
        .split('\n')
        .slice(2),
    ).toEqual([
      'store n1, item apples, week 2025-10-13 (step 1 after 2025-10-06)',
      '                  50  baseline: the average of the past',
      '                  49  LASSO of item apples: a row like the mean',
      '    ×2.50        124  price: price 1.5 (mean 2) ×2.50',
      '    ×1.00        124  other groups: calendar',
      '    ×0.80         99  shift towards what the member aims at',
      '                  99  = LASSO',
      '    ×1.20        119  network says 143, weight 0.500',
      '    ×1.10        131  shift of the ensemble towards its aim',
      '                 131  ensemble',
      '                      mean 140; P10 80, P50 125, P90 160',
    ]);
  });

  test('trees: where they start, and what moves their forecast most', () => {
    const groups = ['price', 'store', 'item', 'season', 'calendar', 'weather'].map((group, i) => ({
      group,
      logUnits: Math.log(1.3 - 0.05 * i),
    }));
    const trees = { start: Math.log(41), usual: Math.log(0.95), groups, clipping: 0, logUnits: Math.log(50) };
    expect(explainText({ ...model, forecasts: [{ ...forecast, trees }] })).toContain(
      'trees: 40 by level and drivers, ×0.95 in any row, price ×1.30, store ×1.25, item ×1.20, season ×1.15, calendar ×1.10, …',
    );
  });

  test('a forecast of a series with too little history', () => {
    const { lasso: _lasso, ...short } = forecast;
    const members = { lasso: { units: 50, logUnits: Math.log(51), weight: 1 } };
    expect(explainText({ ...model, forecasts: [{ ...short, members, calibration: 0 }] })).toMatch(
      /50 {2}LASSO: too little history, so the baseline\n +131 {2}ensemble$/m,
    );
  });

  test('importance: errors, and what shuffling adds to them', () => {
    const errors = { lasso: { mape: 0.2, wape: 0.15 }, ensemble: { mape: 0.18, wape: 0.14 } };
    const increase = { lasso: { mape: 0.1, wape: -0.001 }, ensemble: { mape: 0.05, wape: null } };
    const importance = {
      rows: 24,
      cutoffs: ['2025-09-22'],
      repeats: 3,
      errors,
      groups: [{ group: 'price', increase }],
    };
    expect(
      explainText({ ...model, importance })
        .split('\n')
        .slice(5),
    ).toEqual([
      'group               lasso MAPE   WAPE  ensemble MAPE   WAPE',
      '------------------  ----------  -----  -------------  -----',
      '(nothing shuffled)       20.0%  15.0%          18.0%  14.0%',
      'price                   +10.0%  −0.1%          +5.0%      -',
    ]);
  });
});
