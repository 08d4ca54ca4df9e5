/** Quantiles of log residuals, added to a log forecast to give P10, P50 and P90. */
export interface ResidualQuantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Interval calibration of a segment, JSON-serialisable. */
export interface IntervalModel {
  /** Per step 1 … horizon; a step without residuals has those of all steps. */
  readonly bySteps: readonly ResidualQuantiles[];
  /** Backtest windows the residuals come from. */
  readonly windows: number;
}

/** Windows at which the quantiles are taken as they are. */
const enoughWindows = 6;
/** Fewer windows have seen too few of the shocks all series of a week share: so much wider per missing window. */
const wideningPerWindow = 0.05;

/**
 * Split-conformal calibration on backtest residuals, per step and pooled over the series of a segment (Lei et al. 2018,
 * "Distribution-free predictive inference for regression", with the residual signed, so that the two sides may differ).
 *
 * @param residuals log(1 + actual) − log(1 + forecast), one per backtest row
 * @param steps step of each row, from 1
 * @param windows how many backtest windows the rows come from
 */
export function fitIntervals(residuals: Float64Array, steps: ArrayLike<number>, windows: number): IntervalModel {
  const widening = 1 + wideningPerWindow * Math.max(0, enoughWindows - windows);
  const all = residualQuantiles(residuals, widening);
  const horizonWeeks = Array.from(steps).reduce((largest, step) => Math.max(largest, step), 1);
  const bySteps = Array.from({ length: horizonWeeks }, (_, i) => {
    const own = residuals.filter((_, row) => steps[row] === i + 1);
    return own.length === 0 ? all : residualQuantiles(own, widening);
  });
  return { bySteps, windows };
}

/** The quantiles of a step; steps beyond those calibrated take the last one's. */
export function quantilesOfStep(model: IntervalModel, step: number): ResidualQuantiles {
  return model.bySteps[Math.min(step, model.bySteps.length) - 1]!;
}

/**
 * The `share` quantile of rising values, linear between neighbours (Hyndman and Fan's type 7, R's default).
 *
 * @param sorted at least one value
 */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

function residualQuantiles(residuals: Float64Array, widening: number): ResidualQuantiles {
  const sorted = Float64Array.from(residuals).sort();
  const p50 = quantile(sorted, 0.5);
  return {
    p10: p50 - widening * (p50 - quantile(sorted, 0.1)),
    p50,
    p90: p50 + widening * (quantile(sorted, 0.9) - p50),
  };
}
