import { describe, expect, test } from 'vitest';
import type { ExperimentComparison, PairedError } from '../../../src/contracts/experiment.ts';
import { comparisonText, verdictText } from '../../../src/reports/backtest/comparison-text.ts';

const error: PairedError = {
  ...{ a: 0.312, b: 0.304, difference: -0.008, weeks: 12, standardError: 0.0023, pValue: 0.005 },
  ...{ interval: { low: -0.013, high: -0.003 }, verdict: 'b-better' },
};

describe('the outcome in words', () => {
  test.each<[Partial<PairedError>, string]>([
    [{}, 'B is better: WAPE 31.2 → 30.4, 0.8 points lower, 95% interval 0.3 to 1.3 over 12 weeks'],
    [
      { b: 0.32, difference: 0.008, interval: { low: 0.003, high: 0.013 }, verdict: 'a-better' },
      'A is better: WAPE 31.2 → 32.0, 0.8 points higher, 95% interval 0.3 to 1.3 over 12 weeks',
    ],
    [
      { interval: { low: -0.021, high: 0.005 }, verdict: 'no-difference' },
      'No difference shown: WAPE 31.2 → 30.4, 0.8 points lower, 95% interval 2.1 lower to 0.5 higher over 12 weeks',
    ],
    [
      { b: 0.312, difference: 0, interval: { low: 0, high: 0 }, verdict: 'no-difference' },
      'No difference: WAPE 31.2 → 31.2, the same in every week, over 12 weeks',
    ],
    [
      { weeks: 1, interval: null, verdict: 'too-few-weeks' },
      'Too few weeks to tell: WAPE 31.2 → 30.4 over 1 week; it takes 4',
    ],
  ])('%j', (change, text) => {
    expect(verdictText('WAPE', { ...error, ...change })).toBe(text);
  });

  test('without sales', () => {
    expect(verdictText('MAPE', null)).toBe('MAPE: no row has sales');
  });
});

test('head, outcome, weeks and parts', () => {
  const comparison: ExperimentComparison = {
    comparisonVersion: 1,
    forecaster: 'ensemble',
    a: { file: 'a.csv', rows: 40, leftOut: 10, onlyHere: 0 },
    b: { file: 'b.csv', options: 'aim=wape', rows: 30, leftOut: 0, onlyHere: 2 },
    otherActuals: 1,
    overall: { rows: 27, wape: error, mape: null },
    intervals: {
      rows: 20,
      coverage: { a: 0.85, b: 0.8 },
      width: { a: 1, b: 0.9 },
      pinball: { ...error, a: 0.09, b: 0.082 },
    },
    weeks: [{ week: '2025-09-01', rows: 27, actual: 1200, absoluteErrorA: 374, absoluteErrorB: 364.8 }],
    slices: {
      by: 'promotion',
      groups: [
        { group: 'promoted', rows: 20, wape: error, mape: null },
        { group: 'not promoted', rows: 7, wape: null, mape: null },
      ],
    },
  };
  expect(comparisonText(comparison)).toBe(`ensemble of A and B on 27 rows that both have
A: a.csv, no options set, 40 rows, 10 without a figure of their own
B: b.csv, aim=wape, 30 rows, 2 only here
1 rows left out because their actuals differ: the data are not the same

B is better: WAPE 31.2 → 30.4, 0.8 points lower, 95% interval 0.3 to 1.3 over 12 weeks
MAPE: no row has sales
B is better: pinball 9.0 → 8.2, 0.8 points lower, 95% interval 0.3 to 1.3 over 12 weeks
P10–P90 on 20 rows: holds 85.0 → 80.0% of the actuals (target: 80%), width 100.0 → 90.0% of the units

week        rows  units  missed by A  missed by B  B less A
----------  ----  -----  -----------  -----------  --------
2025-09-01    27  1,200          374          365      −9.2

promotion     rows  weeks  WAPE A  WAPE B  B less A  95% interval   by WAPE  MAPE A  MAPE B  by MAPE
------------  ----  -----  ------  ------  --------  ------------  --------  ------  ------  -------
promoted        20     12    31.2    30.4      −0.8  −1.3 to −0.3  B better       -       -
not promoted     7      0       -       -         -             -                 -       -
Of 2 groups each is tested separately: one in twenty shows a difference by chance alone.`);
});
