import { expect, test } from 'vitest';
import { comparedFigures } from '../../../src/dashboard/pages/decisions/comparison.ts';

const metrics = (mape: number, bias: number) => ({
  ...{ rows: 10, mape, rmse0: null, rmseAll: 5, wape: mape, bias },
});
const backtest = (mape: number, bias: number, coverage: number) => ({
  ...{ windows: ['2026-10-05'], reduction: null, reductionGeometric: null, coverage, weights: {} },
  metrics: { ensemble: metrics(mape, bias), baseline: metrics(0.9, 0.1) },
});

test('a challenger is better where it is nearer to what is right, whichever side it is on', () => {
  const figures = comparedFigures(backtest(0.2, -0.1, 0.78), backtest(0.3, 0.05, 0.85));
  expect(Object.fromEntries(figures.map(({ name, better }) => [name, better]))).toEqual({
    MAPE: true,
    WAPE: true,
    Bias: false,
    'RMSE all, units': undefined,
    'Inside P10–P90, of 80%': true,
  });
});

test('without a champion there is nothing to be better than', () => {
  expect(comparedFigures(backtest(0.2, -0.1, 0.78), undefined).every(({ better }) => better === undefined)).toBe(true);
});

test('where rows near zero decide MAPE, both sides have the one with a floor', () => {
  const { metrics: measured, ...rest } = backtest(12, -0.1, 0.78);
  const nearZero = { ...rest, metrics: { ...measured, ensemble: { ...measured.ensemble, flooredMape: 0.2 } } };
  const { metrics: its, ...others } = backtest(0.3, 0.05, 0.85);
  const champion = { ...others, metrics: { ...its, ensemble: { ...its.ensemble, flooredMape: 0.25 } } };
  expect(comparedFigures(nearZero, champion)[0]).toMatchObject({
    name: 'MAPE with a floor for rows near zero',
    challenger: 0.2,
    champion: 0.25,
    better: true,
  });
});
