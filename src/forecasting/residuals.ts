/** Errors of an ensemble on a backtest, one entry per row. */
export interface Residuals {
  /** log(1 + actual) − log(1 + forecast). */
  readonly values: Float64Array;
  /** log(1 + forecast). */
  readonly logForecast: Float64Array;
  /** Step of each row, from 1. */
  readonly step: ArrayLike<number>;
  /** The window a row is of: its cutoff. */
  readonly window: readonly string[];
  /** Local variance of the logs, where members gave one for every row. */
  readonly variance?: Float64Array;
}

/** Some of the rows. */
export function pickResiduals(residuals: Residuals, chosen: readonly number[]): Residuals {
  const pick = (column: ArrayLike<number>) => {
    const picked = new Float64Array(chosen.length);
    for (let i = 0; i < picked.length; i++) picked[i] = column[chosen[i]!]!;
    return picked;
  };
  return {
    values: pick(residuals.values),
    logForecast: pick(residuals.logForecast),
    step: pick(residuals.step),
    window: chosen.map((row) => residuals.window[row]!),
    ...(residuals.variance ? { variance: pick(residuals.variance) } : {}),
  };
}
