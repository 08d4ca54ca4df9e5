import type { Metrics } from '../contracts/metrics.ts';

/** The ends of an interval, one number per row, in units; NaN in rows that have none. */
export interface IntervalColumns {
  readonly p10: ArrayLike<number>;
  readonly p90: ArrayLike<number>;
}

/**
 * MAPE over rows with actual ≠ 0, RMSE over rows with actual = 0 and over all rows, WAPE, bias and coverage.
 * Rows whose actual or forecast is NaN are left out; a figure no row defines is `null`.
 *
 * @param actual units, one per row
 * @param forecast units, in the same order
 */
export function measure(actual: ArrayLike<number>, forecast: ArrayLike<number>, interval?: IntervalColumns): Metrics {
  let rows = 0;
  let nonZeroRows = 0;
  let sumRelative = 0;
  let zeroRows = 0;
  let sumSquaresZero = 0;
  let sumSquares = 0;
  let sumAbsolute = 0;
  let sumError = 0;
  let sumActual = 0;
  let rowsWithInterval = 0;
  let covered = 0;
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!;
    const error = forecast[i]! - y;
    if (Number.isNaN(error)) continue;
    rows++;
    if (y === 0) {
      zeroRows++;
      sumSquaresZero += error * error;
    } else {
      nonZeroRows++;
      sumRelative += Math.abs(error) / y;
    }
    sumSquares += error * error;
    sumAbsolute += Math.abs(error);
    sumError += error;
    sumActual += y;
    if (!interval || Number.isNaN(interval.p10[i]!)) continue;
    rowsWithInterval++;
    if (interval.p10[i]! <= y && y <= interval.p90[i]!) covered++;
  }
  return {
    rows,
    mape: share(sumRelative, nonZeroRows),
    rmse0: root(share(sumSquaresZero, zeroRows)),
    rmseAll: root(share(sumSquares, rows)),
    wape: share(sumAbsolute, sumActual),
    bias: share(sumError, sumActual),
    coverage: share(covered, rowsWithInterval),
  };
}

/** How far a MAPE lies below another one, relative: 0.4 means 40% lower. `null` where either is undefined. */
export function reductionAgainst(reference: number | null, mape: number | null): number | null {
  return reference === null || mape === null ? null : share(reference - mape, reference);
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function root(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}
