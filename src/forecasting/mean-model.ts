import type { Aim } from '../contracts/project.ts';
import { believedShift } from './believed-shift.ts';
import { groupsOf } from './groups.ts';
import { deviationOf, type IntervalModel } from './intervals.ts';
import type { Residuals } from './residuals.ts';
import { unitsOf } from './units-of.ts';

/**
 * What makes a mean of a forecast: in units, `factor · (exp(log + perVariance · a · v) − 1)`, where `log` is log(1 + forecast), v its
 * variance and a the share of the forecast that was made for the aim.
 * JSON-serialisable.
 */
export interface MeanModel {
  /** How far the mean lies above a forecast made for the aim, in logs, for each unit of v; >= 0. */
  readonly perVariance: number;
  /** Actual units over these means in the backtest windows, shrunk towards 1; > 0. */
  readonly factor: number;
}

/**
 * Where the best forecast for an aim lies in a log-normal distribution with parameters μ and σ: the absolute error is smallest at the
 * median, exp(μ), the relative one at exp(μ − σ²), and the mean is exp(μ + σ²/2). Members are trained for an aim only in part, so this is
 * where their forecasts lie on the whole; `factor` has the rest.
 */
const perVarianceOf: Readonly<Record<Aim, number>> = { wape: 0.5, balanced: 1, mape: 1.5, unbiased: 0 };
/** A larger variance is one of series that hardly sell or of deep promotions, whose logs are not normal. */
const largestVariance = 0.25;

/**
 * Fits the mean of an ensemble's forecasts. The distribution gives most of it; what the windows are still off in total is a factor, shrunk
 * towards 1 if windows are few or disagree (`believedShift`).
 *
 * @param aim what the forecasts were made for
 * @param aimed by row, the share of the forecast that was made for it (`aimedShare`): 0 … 1
 */
export function fitMean(residuals: Residuals, intervals: IntervalModel, aim: Aim, aimed?: Float64Array): MeanModel {
  const perVariance = perVarianceOf[aim];
  const { values, logForecast } = residuals;
  const sums = groupsOf(residuals.window).map(([, rows]) => {
    let [actual, mean] = [0, 0];
    for (const row of rows) {
      const log = logForecast[row]!;
      const variance = varianceOf(intervals, residuals.step[row]!, log, residuals.variance?.[row]);
      actual += Math.expm1(log + values[row]!);
      mean += meanOf({ perVariance, factor: 1 }, log, variance, aimed?.[row]);
    }
    return { actual, mean };
  });
  const total = (part: 'actual' | 'mean') => sums.reduce((sum, one) => sum + one[part], 0);
  const [actual, mean] = [total('actual'), total('mean')];
  if (!(actual > 0 && mean > 0)) return { perVariance, factor: 1 };
  const ratio = actual / mean;
  // A window with a few rows is no witness like the others, and one without any is none.
  const windows = mean ** 2 / sums.reduce((sum, one) => sum + one.mean ** 2, 0);
  // Against a window of that size: for small deviations of such windows the same as in logs, and defined for one without sales.
  const deviations = sums.map((one) => (one.actual - ratio * one.mean) / (actual / windows));
  return { perVariance, factor: Math.exp(believedShift(Math.log(ratio), deviations, windows)) };
}

/**
 * The mean of one forecast, in units, >= 0.
 *
 * @param logForecast log(1 + forecast)
 * @param variance of the logs, 0 … 0.25
 * @param aimed the share of the forecast that was made for the aim: 0 … 1, all of it by default
 */
export function meanOf({ perVariance, factor }: MeanModel, logForecast: number, variance: number, aimed = 1): number {
  return factor * unitsOf(logForecast + perVariance * aimed * variance);
}

/**
 * Variance of log(1 + units) around a forecast, 0 … 0.25.
 *
 * @param own local variance that the members give
 */
export function varianceOf(intervals: IntervalModel, step: number, logForecast: number, own?: number): number {
  return Math.min(largestVariance, deviationOf(intervals, step, logForecast, own) ** 2);
}
