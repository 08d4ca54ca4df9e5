import { expect, it } from 'vitest';
import { lossOf } from '../../src/contracts/aim.ts';
import { fitEnsemble, measure } from '../../src/forecasting/index.ts';
import { mapeFloorOf } from '../../src/forecasting/mape-floor.ts';
import { makeBacktest } from './make-backtest.ts';

it('is a tenth of the median week with sales', () => {
  expect(mapeFloorOf([0, 10, 20, 30, 0])).toBe(2);
  expect(mapeFloorOf([0, 0])).toBe(0);
});

it('a thousandth of the rows no longer makes most of the error', () => {
  const actual = Float64Array.from({ length: 1000 }, (_, row) => (row === 0 ? 0.01 : 100));
  const forecast = actual.map(() => 110);
  const plain = measure(actual, forecast);
  const floored = measure(actual, forecast, undefined, mapeFloorOf(actual));
  expect(plain.mape).toBeCloseTo(11.1, 1);
  expect(floored.mape).toBe(plain.mape);
  expect(floored.mapeFloor).toBe(10);
  expect(floored.flooredMape).toBeCloseTo(0.11, 2);
});

it('a row near zero does not choose the weights: the members better on all others keep theirs', () => {
  const rows = makeBacktest({ lassoError: 0.1, networkError: 0.4 });
  const weights = fitEnsemble(rows, { prior: { weeks: 0, rows: 0 } }).weights;
  // One week of a hundredth of a unit, on which the better member is far off, by as little as 30 units.
  const actual = Float64Array.from(rows.actual, (y, row) => (row === 0 ? 0.01 : y));
  const lasso = rows.lasso.map((units, row) => (row === 0 ? 30 : units));
  const network = rows.network.map((units, row) => (row === 0 ? 0 : units));
  const spoiled = fitEnsemble({ ...rows, actual, lasso, network }, { prior: { weeks: 0, rows: 0 } }).weights;
  expect(Math.abs(spoiled.lasso - weights.lasso)).toBeLessThan(0.15);
});

it('balanced weighs MAPE and WAPE each against the seasonal member', () => {
  const seasonal = { mape: 0.8, wape: 0.1 };
  expect(lossOf({ mape: 0.4, wape: 0.1 }, 'balanced', seasonal)).toBeCloseTo(0.75, 12);
  expect(lossOf({ mape: 0.8, wape: 0.05 }, 'balanced', seasonal)).toBeCloseTo(0.75, 12);
  expect(lossOf({ mape: 9, flooredMape: 0.4, wape: 0.1 }, 'balanced', seasonal)).toBeCloseTo(0.75, 12);
  expect(lossOf({ mape: 0.4, wape: 0.1 }, 'balanced')).toBeCloseTo(0.25, 12);
  expect(lossOf({ mape: 0.4, wape: 0.1 }, 'balanced', { mape: 0, wape: 0 })).toBeCloseTo(0.25, 12);
  expect(lossOf({ mape: 0.4, wape: 0.1 }, 'mape', seasonal)).toBe(0.4);
});
