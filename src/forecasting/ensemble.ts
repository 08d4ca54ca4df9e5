import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { blend } from './blend.ts';
import type { MemberWeights } from './blend.ts';
import { blendVariance } from './blend-variance.ts';
import { fitWeights } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { NoBacktestRowsError, NoMemberForecastError, RowsOutOfLineError } from './errors.ts';
import { fitIntervals, quantilesOf } from './intervals.ts';
import type { IntervalModel } from './intervals.ts';
import { aimedShare } from './aimed-share.ts';
import { fitMean, meanOf, varianceOf, type MeanModel } from './mean-model.ts';
import type { MemberForecast } from './member-forecast.ts';
import { fitShift } from './ensemble-shift.ts';
import { ownColumns, ownValues } from './own-values.ts';
import { decidingRows } from './deciding-rows.ts';
import { unitsOf } from './units-of.ts';

/** How a segment's members are blended and how wide its intervals are. JSON-serialisable. */
export interface EnsembleModel {
  /** >= 0, sum 1. */
  readonly weights: MemberWeights;
  /** The member that takes all the weight because the blend did worse on the backtest; null where it did not. */
  readonly bestMember: MemberName | null;
  /** Added to the blend, in logs; 0 without calibration, absent in models of earlier code. */
  readonly shift?: number;
  readonly intervals: IntervalModel;
  /** Absent in models of earlier code, whose mean is the forecast times `meanFactor`, or the forecast without that. */
  readonly mean?: MeanModel;
  readonly meanFactor?: number;
  /** Backtest rows the model was fitted on. */
  readonly rows: number;
}

/** What is published for a forecast. Units, finite, >= 0, 0 <= p10 <= p50 <= p90. */
export interface PublishedColumns {
  /** The forecast made for the aim. Unless that is no bias, its sums are not those that will be sold. */
  readonly ensemble: Float64Array;
  /** The unbiased number: what sums over stores, items and weeks are made from. */
  readonly mean: Float64Array;
  readonly p10: Float64Array;
  /** The middle: sold more and sold less are as likely. */
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/** Forecasts of a segment, in the common row order. */
export interface EnsembleForecast extends PublishedColumns {
  readonly seriesIndex: Int32Array;
  readonly step: Int32Array;
}

/**
 * Fits weights, intervals and mean on backtest rows. Windows that are not like the rest decide nothing, unless all are so.
 *
 * @throws NoBacktestRowsError without rows, NoMemberForecastError without any member's forecast
 */
export function fitEnsemble(all: BacktestRows, options: EnsembleOptions = {}): EnsembleModel {
  if (all.actual.length === 0) throw new NoBacktestRowsError();
  const rows = decidingRows(all);
  const { weights, bestMember } = fitWeights(rows, options);
  const columns = ownColumns(rows);
  const blended = blend(weights, columns, rows.actual.length);
  const shift = options.calibrate === true ? fitShift(blended, rows, options) : 0;
  const forecast = blended.map((value) => value + shift);
  const known = Array.from(forecast.keys()).filter((row) => !Number.isNaN(forecast[row]!));
  const pick = (column: ArrayLike<number>) => Float64Array.from(known, (row) => column[row]!);
  const variance = blendVariance(weights, columns, rows.variance ?? {}, rows.actual.length);
  const residuals = {
    values: Float64Array.from(known, (row) => Math.log1p(rows.actual[row]!) - forecast[row]!),
    logForecast: pick(forecast),
    step: pick(rows.step),
    window: known.map((row) => rows.cutoff[row]!),
    ...(known.some((row) => Number.isNaN(variance[row]!)) ? {} : { variance: pick(variance) }),
  };
  const intervals = fitIntervals(residuals);
  // A calibrated blend was shifted for the aim as a whole.
  const aimed = shift === 0 ? pick(aimedShare(weights, columns, rows.byBaseline ?? {}, rows.actual.length)) : undefined;
  const mean = fitMean(residuals, intervals, options.aim ?? 'balanced', aimed);
  return { weights, bestMember, shift, intervals, mean, rows: known.length };
}

/**
 * Blends the members' forecasts in logs. A member that is missing, or for which the baseline stands in, leaves its weight to
 * the others; where the baseline stands in for all, it is the forecast.
 *
 * @throws NoMemberForecastError where all are missing; RowsOutOfLineError where they are not of the same rows
 */
export function applyEnsemble(
  model: EnsembleModel,
  forecasts: Partial<Readonly<Record<MemberName, MemberForecast>>>,
): EnsembleForecast {
  const present = members.filter((member) => forecasts[member]);
  const first = present[0] === undefined ? undefined : forecasts[present[0]];
  if (!first) throw new NoMemberForecastError(members);
  for (const member of present) {
    const found = forecasts[member]!.values.length;
    if (found !== first.values.length)
      throw new RowsOutOfLineError(`The forecast of ${member}`, first.values.length, found);
  }
  const values = ownValues(forecasts);
  const variances = Object.fromEntries(present.map((member) => [member, forecasts[member]!.variance]));
  const { shift = 0 } = model;
  const logUnits = blend(model.weights, values, first.values.length).map((value) => value + shift);
  const variance = blendVariance(model.weights, values, variances, first.values.length);
  const byBaseline = Object.fromEntries(present.map((member) => [member, forecasts[member]!.byBaseline]));
  const aimed = shift === 0 ? aimedShare(model.weights, values, byBaseline, first.values.length) : undefined;
  const { seriesIndex, step } = first;
  return { seriesIndex, step, ...publishedColumns(model, logUnits, step, { variance, ...(aimed ? { aimed } : {}) }) };
}

/**
 * Forecast, mean and quantiles of log forecasts.
 *
 * @param of per row: the local variance, NaN where none is known, and the share that was made for the aim (`aimedShare`)
 */
export function publishedColumns(
  { intervals, mean, meanFactor = 1 }: Pick<EnsembleModel, 'intervals' | 'mean' | 'meanFactor'>,
  logUnits: Float64Array,
  step: ArrayLike<number>,
  { variance, aimed }: { readonly variance?: Float64Array; readonly aimed?: Float64Array } = {},
): PublishedColumns {
  const own = (row: number) => (variance === undefined || Number.isNaN(variance[row]!) ? undefined : variance[row]!);
  const quantiles = Array.from(logUnits, (value, row) => quantilesOf(intervals, step[row]!, value, own(row)));
  const shifted = (part: 'p10' | 'p50' | 'p90') => logUnits.map((value, row) => unitsOf(value + quantiles[row]![part]));
  const model = mean ?? { perVariance: 0, factor: meanFactor };
  return {
    ensemble: logUnits.map(unitsOf),
    mean: logUnits.map((value, row) => {
      return meanOf(model, value, varianceOf(intervals, step[row]!, value, own(row)), aimed?.[row]);
    }),
    p10: shifted('p10'),
    p50: shifted('p50'),
    p90: shifted('p90'),
  };
}
