import { effectiveRows } from './effective-rows.ts';
import { medianShift } from './median-shift.ts';
import { quantile } from './quantile.ts';
import { pickResiduals, type Residuals } from './residuals.ts';
import { fitSpread, spreadOf, type SpreadModel } from './spread.ts';

/** Quantiles of log residuals, added to a log forecast to give P10, P50 and P90. */
export interface ResidualQuantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Interval calibration of a segment, JSON-serialisable. */
export interface IntervalModel {
  /** Per step 1 … horizon, for a forecast of usual spread. */
  readonly bySteps: readonly ResidualQuantiles[];
  /** Per step, standard deviation of the logs of a forecast of usual spread. Absent in models of earlier code. */
  readonly deviations?: readonly number[];
  /** Backtest windows the residuals come from. */
  readonly windows: number;
  /** Absent: all forecasts alike. */
  readonly spread?: SpreadModel;
}

/** Weeks (window × step) that quantiles are taken from at least; fewer hold too few shocks, and neighbouring steps are pooled. */
const weeksPerBand = 12;
const [low, high] = [0.1, 0.9];
/** Between these two quantiles of a normal distribution, in standard deviations. */
const deviationsBetween = 2.5631;

/**
 * Split-conformal calibration on backtest residuals, pooled over the series of a segment (Lei et al. 2018, "Distribution-free
 * predictive inference for regression", with the residual signed, so that the two sides may differ, and scaled by the spread of its
 * forecast, as in their section 5.2).
 *
 * Steps next to each other are pooled until twelve weeks are together. P90 is the quantile `0.9·(n + 1)/n` of n independent rows, P10
 * its mirror image: fewer rows, a wider interval. P50 is the same shift for all steps.
 */
export function fitIntervals(residuals: Residuals): IntervalModel {
  const windows = new Set(residuals.window).size;
  const spread = fitSpread(residuals);
  const p50 = medianShift(residuals);
  const scaled = residuals.values.map((value, row) => {
    return (value - p50) / spreadOf(spread, residuals.logForecast[row]!, residuals.variance?.[row]);
  });
  const horizonWeeks = Array.from(residuals.step).reduce((largest, step) => Math.max(largest, step), 1);
  const bands = bandsOf(horizonWeeks, windows).flatMap(({ from, to }) => {
    const inBand = [...scaled.keys()].filter((row) => residuals.step[row]! >= from && residuals.step[row]! <= to);
    const chosen = inBand.length === 0 ? [...scaled.keys()] : inBand;
    const own = pickResiduals({ ...residuals, values: scaled }, chosen);
    const { p10, p90 } = conformal(own);
    const one = { quantiles: { p10: p50 + p10, p50, p90: p50 + p90 }, deviation: deviationOfAll(own.values) };
    return new Array<typeof one>(to - from + 1).fill(one);
  });
  return {
    bySteps: bands.map(({ quantiles }) => quantiles),
    deviations: bands.map(({ deviation }) => deviation),
    windows,
    spread,
  };
}

/**
 * What to add to a log forecast for its P10, P50 and P90, in order.
 *
 * @param step steps beyond those calibrated take the last one's
 * @param variance local variance of the forecast, where its members give one
 */
export function quantilesOf(
  model: IntervalModel,
  step: number,
  logForecast: number,
  variance?: number,
): ResidualQuantiles {
  const { p10, p50, p90 } = model.bySteps[Math.min(step, model.bySteps.length) - 1]!;
  const factor = spreadOf(model.spread ?? { by: 'none' }, logForecast, variance);
  return { p10: p50 + factor * (p10 - p50), p50, p90: p50 + factor * (p90 - p50) };
}

/** Standard deviation of the logs of a forecast, by quantiles without the correction for few rows; 0 in models of earlier code. */
export function deviationOf(
  { deviations = [], spread }: IntervalModel,
  step: number,
  logForecast: number,
  variance?: number,
): number {
  const usual = deviations[Math.min(step, deviations.length) - 1] ?? 0;
  return usual * spreadOf(spread ?? { by: 'none' }, logForecast, variance);
}

function deviationOfAll(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  return (quantile(sorted, high) - quantile(sorted, low)) / deviationsBetween;
}

/** Runs of steps with twelve weeks each, as far as there are that number; what is left over goes to the last one. */
function bandsOf(horizonWeeks: number, windows: number): { readonly from: number; readonly to: number }[] {
  const size = Math.max(1, Math.ceil(weeksPerBand / Math.max(1, windows)));
  const count = Math.max(1, Math.floor(horizonWeeks / size));
  return Array.from({ length: count }, (_, band) => ({
    from: band * size + 1,
    to: band === count - 1 ? horizonWeeks : (band + 1) * size,
  }));
}

/** P10 and P90 of residuals around 0, never on the wrong side of it. */
function conformal({ values, step, window }: Residuals): Pick<ResidualQuantiles, 'p10' | 'p90'> {
  const sorted = Float64Array.from(values).sort();
  const n = effectiveRows(
    values,
    window.map((cutoff, row) => `${cutoff}/${step[row]}`),
  );
  const correction = (n + 1) / n;
  return {
    p10: Math.min(0, quantile(sorted, Math.max(0, 1 - (1 - low) * correction))),
    p90: Math.max(0, quantile(sorted, Math.min(1, high * correction))),
  };
}
