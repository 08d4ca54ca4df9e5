import type { Aim } from '../contracts/project.ts';
import { believedShift } from './believed-shift.ts';
import { groupsOf } from './groups.ts';
import type { IntervalModel } from './intervals.ts';
import { quantilesOf } from './intervals.ts';
import { pickResiduals, type Residuals } from './residuals.ts';

/** What makes a mean of a forecast: `forecast · factor · exp(perVariance · variance)`. JSON-serialisable. */
export interface MeanModel {
  /** How far the mean lies above the forecast, in logs, for each unit of the variance of its logs. */
  readonly perVariance: number;
  readonly factor: number;
}

/**
 * Where a forecast made for an aim lies in a log-normal distribution with parameters μ and σ: the absolute error is smallest at the median, exp(μ), the
 * relative one at exp(μ − σ²), and the mean is exp(μ + σ²/2).
 */
const perVarianceOf: Readonly<Record<Aim, number>> = { wape: 0.5, balanced: 1, mape: 1.5, unbiased: 0 };
/** Rows with a larger variance are of series that hardly sell; the logs of such numbers are no normal distribution. */
const largestVariance = 0.25;
/** Between P10 and P90 of a normal distribution, in standard deviations. */
const deviationsBetween = 2.5631;

/**
 * The mean of an ensemble's forecasts. The distribution that the aim implies gives most of it; what the backtest windows still are off in total is
 * a factor, shrunk towards 1 by how well so few windows know it: with `b = log(actual / mean)` and its standard error `se` over
 * windows, it is `exp(b · b² / (b² + (2·se)²))`.
 *
 * @param aim what the forecasts were made for
 */
export function fitMean(residuals: Residuals, intervals: IntervalModel, aim: Aim): MeanModel {
  const perVariance = perVarianceOf[aim];
  const means = residuals.logForecast.map((value, row) => {
    const variance = varianceOf(intervals, residuals.step[row]!, value, residuals.variance?.[row]);
    return Math.max(0, Math.expm1(value)) * Math.exp(perVariance * variance);
  });
  const sums = groupsOf(residuals.window)
    .map(([, rows]) =>
      sumsOf(
        pickResiduals(residuals, rows),
        rows.map((row) => means[row]!),
      ),
    )
    .filter(({ actual, mean }) => actual > 0 && mean > 0);
  if (sums.length === 0) return { perVariance, factor: 1 };
  const total = (part: 'actual' | 'mean') => sums.reduce((sum, one) => sum + one[part], 0);
  const bias = Math.log(total('actual') / total('mean'));
  const ofWindows = sums.map((one) => Math.log(one.actual / one.mean));
  return { perVariance, factor: Math.exp(believedShift(bias, ofWindows)) };
}

/** What a forecast is multiplied by for its mean. */
export function meanFactorOf({ perVariance, factor }: MeanModel, variance: number): number {
  return factor * Math.exp(perVariance * variance);
}

/** Variance of the logs of a forecast, by the width of its interval. */
export function varianceOf(intervals: IntervalModel, step: number, logForecast: number, own?: number): number {
  const { p10, p90 } = quantilesOf(intervals, step, logForecast, own);
  return Math.min(largestVariance, ((p90 - p10) / deviationsBetween) ** 2);
}

function sumsOf({ values, logForecast }: Residuals, means: readonly number[]) {
  let [actual, mean] = [0, 0];
  values.forEach((residual, row) => {
    actual += Math.expm1(logForecast[row]! + residual);
    mean += means[row]!;
  });
  return { actual, mean };
}
