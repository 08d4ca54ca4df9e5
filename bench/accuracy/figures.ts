/** Errors of one forecaster in per cent, to two digits; `null` where no row defines them. */
export interface Figures {
  /** Mean of |forecast − actual| / actual over rows with actual ≠ 0. */
  readonly mape: number | null;
  /** Sum of |forecast − actual| over the sum of actuals. */
  readonly wape: number | null;
  /** Sum of forecast − actual over the sum of actuals. */
  readonly bias: number | null;
}

/** The benches' own sums, without the product's ways to keep tiny actuals from ruling. Rows without a forecast are left out. */
export function figuresOf(actual: readonly number[], forecast: readonly number[]): Figures {
  let [relative, positive, absolute, signed, sum] = [0, 0, 0, 0, 0];
  actual.forEach((units, row) => {
    const error = forecast[row]! - units;
    if (Number.isNaN(error)) return;
    if (units !== 0) {
      relative += Math.abs(error) / units;
      positive += 1;
    }
    absolute += Math.abs(error);
    signed += error;
    sum += units;
  });
  return { mape: percent(relative, positive), wape: percent(absolute, sum), bias: percent(signed, sum) };
}

/** What an interval is worth, in per cent. */
export interface IntervalFigures {
  /** Share of actuals within P10 and P90, ends included; the target is 80. */
  readonly coverage: number | null;
  /** Sum of P90 − P10 over the sum of actuals. */
  readonly width: number | null;
  /**
   * Twice the pinball loss of P10, P50 and P90, their mean, over the sum of actuals: the weighted quantile loss of Gasthaus et al.
   * 2019, "Probabilistic forecasting with spline quantile function RNNs", section 4.
   */
  readonly pinball: number | null;
}

export function intervalFigures(
  actual: readonly number[],
  { p10, p50, p90 }: { readonly [quantile in 'p10' | 'p50' | 'p90']: readonly number[] },
): IntervalFigures {
  let [inside, rows, width, loss, sum] = [0, 0, 0, 0, 0];
  actual.forEach((units, row) => {
    const [low, middle, high] = [p10[row]!, p50[row]!, p90[row]!];
    if (Number.isNaN(low + middle + high)) return;
    rows += 1;
    if (low <= units && units <= high) inside += 1;
    width += high - low;
    loss += (2 * (pinball(units, low, 0.1) + pinball(units, middle, 0.5) + pinball(units, high, 0.9))) / 3;
    sum += units;
  });
  return { coverage: percent(inside, rows), width: percent(width, sum), pinball: percent(loss, sum) };
}

function pinball(actual: number, forecast: number, share: number): number {
  return actual >= forecast ? share * (actual - forecast) : (1 - share) * (forecast - actual);
}

function percent(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((10_000 * part) / whole) / 100 : null;
}
