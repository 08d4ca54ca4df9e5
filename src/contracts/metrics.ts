/** Errors of one forecaster on a set of rows. `null` where the rows leave a figure undefined. */
export interface ErrorMetrics {
  readonly rows: number;
  /** Mean of |actual − forecast| / actual over rows with actual ≠ 0, as a share. */
  readonly mape: number | null;
  /** Root mean squared error over rows with actual = 0, in units. */
  readonly rmse0: number | null;
  /** Root mean squared error over all rows, in units. */
  readonly rmseAll: number | null;
  /** Sum of |actual − forecast| over the sum of actuals, as a share. */
  readonly wape: number | null;
  /** Sum of (forecast − actual) over the sum of actuals, as a share: below zero is too low. */
  readonly bias: number | null;
}

/** Errors of one forecaster on a set of rows, with the coverage of its interval where it has one. */
export interface Metrics extends ErrorMetrics {
  /** Share of the rows with an interval whose actual lies within [p10, p90], ends included; 0.8 is asked for. */
  readonly coverage: number | null;
}
