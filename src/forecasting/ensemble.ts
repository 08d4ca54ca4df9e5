import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { blend } from './blend.ts';
import type { MemberWeights } from './blend.ts';
import { fitWeights } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { NoBacktestRowsError, NoMemberForecastError, RowsOutOfLineError } from './errors.ts';
import { fitIntervals, quantilesOfStep } from './intervals.ts';
import type { IntervalModel } from './intervals.ts';
import type { MemberForecast } from './member-forecast.ts';
import { fitShift } from './ensemble-shift.ts';
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
  /** Backtest rows the model was fitted on. */
  readonly rows: number;
}

/** Forecasts of a segment, in the common row order. Units, finite, 0 <= p10 <= p50 <= p90. */
export interface EnsembleForecast {
  readonly seriesIndex: Int32Array;
  readonly step: Int32Array;
  /** The forecast calibrated for the aim. Unless that is WAPE or no bias it lies below the median: an order wants `p50` or more. */
  readonly ensemble: Float64Array;
  readonly p10: Float64Array;
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/**
 * Fits weights and intervals on backtest rows.
 *
 * @throws NoBacktestRowsError without rows, NoMemberForecastError without any member's forecast
 */
export function fitEnsemble(rows: BacktestRows, options: EnsembleOptions = {}): EnsembleModel {
  if (rows.actual.length === 0) throw new NoBacktestRowsError();
  const { weights, bestMember } = fitWeights(rows, options);
  const blended = blend(weights, rows, rows.actual.length);
  const shift = options.calibrate === true ? fitShift(blended, rows.actual, options) : 0;
  const forecast = blended.map((value) => value + shift);
  const known = Array.from(forecast.keys()).filter((row) => !Number.isNaN(forecast[row]!));
  const residuals = Float64Array.from(known, (row) => Math.log1p(rows.actual[row]!) - forecast[row]!);
  const steps = known.map((row) => rows.step[row]!);
  const windows = new Set(known.map((row) => rows.cutoff[row]!)).size;
  return { weights, bestMember, shift, intervals: fitIntervals(residuals, steps, windows), rows: known.length };
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
  const values = Object.fromEntries(present.map((member) => [member, ownValues(member, forecasts)]));
  const { shift = 0 } = model;
  const logUnits = blend(model.weights, values, first.values.length).map((value) => value + shift);
  const shifted = (part: 'p10' | 'p50' | 'p90') =>
    logUnits.map((value, row) => unitsOf(value + quantilesOfStep(model.intervals, first.step[row]!)[part]));
  return {
    seriesIndex: first.seriesIndex,
    step: first.step,
    ensemble: logUnits.map(unitsOf),
    p10: shifted('p10'),
    p50: shifted('p50'),
    p90: shifted('p90'),
  };
}

/** A member's forecasts, NaN where the baseline stands in for it and another member has a forecast of its own. */
function ownValues(member: MemberName, forecasts: Partial<Readonly<Record<MemberName, MemberForecast>>>): Float64Array {
  const { values, byBaseline } = forecasts[member]!;
  if (!byBaseline) return values;
  const others = members.filter((other) => other !== member && forecasts[other]);
  return values.map((value, row) => {
    const anotherKnows = others.some((other) => forecasts[other]!.byBaseline?.[row] !== 1);
    return byBaseline[row] === 1 && anotherKnows ? Number.NaN : value;
  });
}
