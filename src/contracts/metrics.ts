/** Errors of one forecaster on a set of rows. `null` where the rows leave a figure undefined. */
export interface ErrorMetrics {
  readonly rows: number;
  /** Mean of |actual − forecast| / actual over rows with actual ≠ 0, as a share. */
  readonly mape: number | null;
  /** The same with max(actual, `mapeFloor`) below the line. Absent where no floor was chosen. */
  readonly flooredMape?: number | null;
  /** The floor in units, chosen from the data; see `mapeFloorOf`. */
  readonly mapeFloor?: number;
  /** Root mean squared error over rows with actual = 0, in units. */
  readonly rmse0: number | null;
  /** Root mean squared error over all rows, in units. */
  readonly rmseAll: number | null;
  /** Sum of |actual − forecast| over the sum of actuals, as a share. */
  readonly wape: number | null;
  /** Sum of (forecast − actual) over the sum of actuals, as a share: below zero is too low. */
  readonly bias: number | null;
  /**
   * Mean of |actual − forecast| over the mean error of repeating the week before, in the row's series up to its cutoff (MASE): 1 is as far
   * off as that. Absent where it was not measured.
   */
  readonly mase?: number | null;
}

/** Errors of one forecaster on a set of rows, with the quality of its interval if it has one. */
export interface Metrics extends ErrorMetrics {
  /** Share of the rows with an interval whose actual lies within [p10, p90], ends included; the target is 0.8. */
  readonly coverage: number | null;
  /** Sum of p90 − p10 over the sum of actuals, as a share. Absent where no interval was measured. */
  readonly width?: number | null;
  /**
   * Pinball loss of P10, P50 and P90, their mean, summed over the rows and over the sum of actuals, as a share: it is small where an
   * interval is narrow and right. Absent where no interval was measured.
   */
  readonly pinball?: number | null;
}

/** Errors of the forecast, of P50 and of the mean, on the same rows. */
export interface PublishedErrors {
  readonly forecast: ErrorMetrics;
  readonly p50: ErrorMetrics;
  readonly mean: ErrorMetrics;
}
