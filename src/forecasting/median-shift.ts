import { believedShift } from './believed-shift.ts';
import { groupsOf } from './groups.ts';
import { pickResiduals, type Residuals } from './residuals.ts';

/**
 * How far P50 lies above the forecast, in logs, the same for all steps and rows: the shift with the least sum of absolute errors, shrunk
 * towards 0 if windows are few or disagree (`believedShift`). It is taken only where it pays: on each window, the shift of the other windows
 * must have made the errors smaller, all windows together. So P50 is not worse than the forecast by what few windows happen to say;
 * without that proof it is the forecast.
 */
export function medianShift(residuals: Residuals): number {
  const windows = groupsOf(residuals.window).map(([, rows]) => rows);
  if (windows.length < 2) return 0;
  const { values, logForecast } = residuals;
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const weights = logForecast.map(Math.exp);
  const own = windows.map((rows) => {
    const alone = new Float64Array(weights.length);
    for (const row of rows) alone[row] = weights[row]!;
    return { residuals: pickResiduals(residuals, rows), rows, shift: weightedMedian(values, order, alone) };
  });
  let before = 0;
  let after = 0;
  for (const held of own) {
    const others = Float64Array.from(weights);
    for (const row of held.rows) others[row] = 0;
    const shift = weightedMedian(values, order, others);
    const deviations = own.filter((window) => window !== held).map((window) => window.shift - shift);
    before += absoluteError(held.residuals, 0);
    after += absoluteError(held.residuals, believedShift(shift, deviations));
  }
  const all = weightedMedian(values, order, weights);
  const shift = believedShift(
    all,
    own.map((window) => window.shift - all),
  );
  return after < before ? shift : 0;
}

/**
 * The weighted median of the residuals, weighted by 1 + forecast: it minimises `Σ (1 + f)·|exp(shift) − exp(r)|`, the sum of the
 * absolute errors in units.
 *
 * @param order of the values, rising
 * @param weights 0 for rows that do not count
 */
function weightedMedian(values: Float64Array, order: Uint32Array, weights: Float64Array): number {
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let reached = 0;
  for (const row of order) {
    const weight = weights[row]!;
    reached += weight;
    if (weight > 0 && reached >= half) return values[row]!;
  }
  return 0;
}

/** Sum of |forecast − actual|, in units. */
function absoluteError({ values, logForecast }: Residuals, shift: number): number {
  return values.reduce((sum, residual, row) => {
    const forecast = Math.max(0, Math.expm1(logForecast[row]! + shift));
    return sum + Math.abs(forecast - Math.expm1(logForecast[row]! + residual));
  }, 0);
}
