import { groupsOf } from './groups.ts';
import { pickResiduals, type Residuals } from './residuals.ts';

/**
 * How far P50 lies above the forecast, in logs, the same for all steps and rows: the shift with the least sum of absolute errors. It is
 * taken only where it pays: on each window, the shift of the other windows must have made the errors smaller, all windows together.
 * So P50 is not worse than the forecast by what few windows happen to say; without that proof it is the forecast.
 */
export function medianShift(residuals: Residuals): number {
  const windows = groupsOf(residuals.window).map(([, rows]) => rows);
  if (windows.length < 2) return 0;
  const all = [...residuals.values.keys()];
  let before = 0;
  let after = 0;
  for (const held of windows) {
    const inside = new Set(held);
    const shift = bestShift(
      pickResiduals(
        residuals,
        all.filter((row) => !inside.has(row)),
      ),
    );
    const own = pickResiduals(residuals, held);
    before += absoluteError(own, 0);
    after += absoluteError(own, shift);
  }
  return after < before ? bestShift(residuals) : 0;
}

/**
 * The weighted median of the residuals, weighted by 1 + forecast: it minimises `Σ (1 + f)·|exp(shift) − exp(r)|`, the sum of the
 * absolute errors in units.
 */
function bestShift({ values, logForecast }: Residuals): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const half = order.reduce((sum, row) => sum + Math.exp(logForecast[row]!), 0) / 2;
  let reached = 0;
  for (const row of order) {
    reached += Math.exp(logForecast[row]!);
    if (reached >= half) return values[row]!;
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
