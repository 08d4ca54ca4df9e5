import type { Metrics } from '../contracts/metrics.ts';

/** An interval, one number per row, in units; NaN in rows that have none. */
export interface IntervalColumns {
  readonly p10: ArrayLike<number>;
  readonly p90: ArrayLike<number>;
  /** Needed for the pinball loss alone. */
  readonly p50?: ArrayLike<number>;
}

/**
 * MAPE over rows with actual ≠ 0, RMSE over rows with actual = 0 and over all rows, WAPE, bias, and what an interval is worth.
 * Rows whose actual or forecast is NaN are left out; a figure no row defines is `null`.
 *
 * @param actual units, one per row
 * @param forecast units, in the same order
 * @param mapeFloor units that relative errors are divided by at least, for the floored MAPE; see `mapeFloorOf`
 */
export function measure(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  interval?: IntervalColumns,
  mapeFloor?: number,
): Metrics {
  let rows = 0;
  let nonZeroRows = 0;
  let sumRelative = 0;
  let sumFloored = 0;
  let zeroRows = 0;
  let sumSquaresZero = 0;
  let sumSquares = 0;
  let sumAbsolute = 0;
  let sumError = 0;
  let sumActual = 0;
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
      sumFloored += Math.abs(error) / Math.max(y, mapeFloor ?? 0);
    }
    sumSquares += error * error;
    sumAbsolute += Math.abs(error);
    sumError += error;
    sumActual += y;
  }
  return {
    rows,
    mape: share(sumRelative, nonZeroRows),
    ...(mapeFloor === undefined ? {} : { flooredMape: share(sumFloored, nonZeroRows), mapeFloor }),
    rmse0: root(share(sumSquaresZero, zeroRows)),
    rmseAll: root(share(sumSquares, rows)),
    wape: share(sumAbsolute, sumActual),
    bias: share(sumError, sumActual),
    ...(interval ? measureInterval(actual, forecast, interval) : { coverage: null }),
  };
}

function measureInterval(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { p10, p50, p90 }: IntervalColumns,
): Pick<Metrics, 'coverage' | 'width' | 'pinball'> {
  let rows = 0;
  let covered = 0;
  let sumActual = 0;
  let sumWidth = 0;
  let sumPinball = 0;
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!;
    const [low, high] = [p10[i]!, p90[i]!];
    if (Number.isNaN(y - forecast[i]!) || Number.isNaN(low)) continue;
    rows++;
    if (low <= y && y <= high) covered++;
    sumActual += y;
    sumWidth += high - low;
    if (p50) sumPinball += (pinball(y, low, 0.1) + pinball(y, p50[i]!, 0.5) + pinball(y, high, 0.9)) / 3;
  }
  return {
    coverage: share(covered, rows),
    ...(rows === 0 ? {} : { width: share(sumWidth, sumActual) }),
    ...(rows === 0 || !p50 ? {} : { pinball: share(sumPinball, sumActual) }),
  };
}

/** Loss of a quantile (Koenker and Bassett 1978): a week above it costs `level` per unit, one below it `1 − level`. */
function pinball(actual: number, quantile: number, level: number): number {
  const above = actual - quantile;
  return above >= 0 ? level * above : (level - 1) * above;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function root(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}
