import type { Aim } from '../../contracts/project.ts';
import { mapeFloorOf } from '../mape-floor.ts';
import { weightedMedian } from './weighted-median.ts';

/** Beyond this many logs above what was sold a forecast is no worse, as for the network. */
const mostAbove = 3;
/** Log units that a leaf may add before it is slowed down. */
const mostStep = 3;

/** What one more unit of error costs in a row, by what was sold in it; >= 0. */
export type UnitCost = (units: number) => number;

/**
 * What the aim makes of an error of one unit: a share of MAPE, where an actual is above zero, and a share of WAPE. `balanced` is half of
 * each. Actuals below the floor of MAPE count as that.
 *
 * @param sold units of weeks with rows, each as often as rows have it
 */
export function unitCostOf(aim: Aim, sold: Float64Array): UnitCost {
  const floor = mapeFloorOf(sold);
  const [rows, withSales, total] = [sold.length, countAbove(sold), sumOf(sold)];
  if (!(total > 0)) return () => 1 / Math.max(1, rows);
  const ofMape = aim === 'mape' ? 1 : aim === 'balanced' ? 0.5 : 0;
  return (units) => (units > 0 ? ofMape / (withSales * Math.max(units, floor)) : 0) + (1 - ofMape) / total;
}

function countAbove(sold: Float64Array): number {
  let count = 0;
  for (const units of sold) if (units > 0) count += 1;
  return count;
}

/** How a loss looks to a tree. */
export interface TreeLoss {
  /** Writes slope and curvature of the loss of each row in its log forecast. */
  slopes(forecast: Float64Array, target: Float64Array, cost: Float64Array, into: Slopes): void;
  /** The step in logs that is best for some rows together. */
  step(rows: Int32Array, forecast: Float64Array, target: Float64Array, slopes: Slopes): number;
  /** Sum over rows: with the costs of an aim, its errors as a share. */
  total(forecast: Float64Array, target: Float64Array, cost: Float64Array): number;
}

interface Slopes {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/**
 * The loss of an aim. Absolute errors in units, Σ cost·|exp f − exp y|, for all but `unbiased`: in logs its slope is ± cost·exp f, whose
 * size also serves as the curvature it does not have, and its best common step is exactly the median of y − f weighted by that. `unbiased`
 * is the Poisson deviance Σ cost·(exp f − exp y·f), whose best forecast is the mean; its best common step is log Σ exp y / Σ exp f.
 */
export function treeLoss(aim: Aim): TreeLoss {
  return aim === 'unbiased' ? deviance : absolute;
}

const absolute: TreeLoss = {
  slopes: (forecast, target, cost, { gradient, curvature }) => {
    for (let r = 0; r < forecast.length; r++) {
      const above = forecast[r]! - target[r]!;
      const size = cost[r]! * Math.exp(target[r]! + Math.min(mostAbove, above));
      gradient[r] = above > 0 ? size : above < 0 ? -size : 0;
      curvature[r] = size;
    }
  },
  step: (rows, forecast, target, { curvature }) => {
    const apart = new Float64Array(rows.length);
    const weights = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      apart[i] = target[rows[i]!]! - forecast[rows[i]!]!;
      weights[i] = curvature[rows[i]!]!;
    }
    return bounded(weightedMedian(apart, weights));
  },
  total: (forecast, target, cost) => {
    let sum = 0;
    for (let r = 0; r < forecast.length; r++) {
      sum += cost[r]! * Math.abs(Math.exp(forecast[r]!) - Math.exp(target[r]!));
    }
    return sum;
  },
};

const deviance: TreeLoss = {
  slopes: (forecast, target, cost, { gradient, curvature }) => {
    for (let r = 0; r < forecast.length; r++) {
      const expected = cost[r]! * Math.exp(Math.min(forecast[r]!, target[r]! + mostAbove));
      gradient[r] = expected - cost[r]! * Math.exp(target[r]!);
      curvature[r] = expected;
    }
  },
  step: (rows, _forecast, _target, { gradient, curvature }) => {
    let [expected, sold] = [0, 0];
    for (const row of rows) {
      expected += curvature[row]!;
      sold += curvature[row]! - gradient[row]!;
    }
    return expected > 0 && sold > 0 ? bounded(Math.log(sold / expected)) : 0;
  },
  total: (forecast, target, cost) => {
    let sum = 0;
    for (let r = 0; r < forecast.length; r++) {
      const [f, y] = [forecast[r]!, target[r]!];
      sum += cost[r]! * (Math.exp(f) - Math.exp(y) - Math.exp(y) * (f - y));
    }
    return sum;
  },
};

function bounded(step: number): number {
  return Math.max(-mostStep, Math.min(mostStep, step));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
