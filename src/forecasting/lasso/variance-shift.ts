/**
 * For log-normal units with variance v around mu the forecast with the least MAPE is exp(mu − v), not the mean: errors are
 * weighed by 1 / actual. How much of v to take off is chosen on the training rows.
 */

const smallestSquare = 0.001;
const shifts = Array.from({ length: 21 }, (_, i) => i / 10);

/** What the variance regression fits: the log of the squared residual, kept from minus infinity. */
export function varianceTarget(residuals: Float64Array): Float64Array {
  return residuals.map((value) => Math.log(Math.max(value * value, smallestSquare)));
}

/** The factor that makes the mean of exp(logVariance) the mean squared residual. */
export function varianceScale(logVariance: Float64Array, residuals: Float64Array): number {
  let fitted = 0;
  let squares = 0;
  for (let i = 0; i < residuals.length; i++) {
    fitted += Math.exp(logVariance[i]!);
    squares += residuals[i]! * residuals[i]!;
  }
  return squares / fitted;
}

/**
 * The k in {0, 0.1, … 2} whose forecasts `mu − k·v` have the least MAPE; 0 where every actual is 0.
 *
 * @param logUnits log(1 + units)
 */
export function chooseShift(logUnits: Float64Array, mu: Float64Array, variance: Float64Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const shift of shifts) {
    let sum = 0;
    for (let i = 0; i < logUnits.length; i++) {
      if (logUnits[i] === 0) continue;
      const actual = Math.expm1(logUnits[i]!);
      const forecast = Math.max(0, Math.expm1(mu[i]! - shift * variance[i]!));
      sum += Math.abs(forecast - actual) / actual;
    }
    if (sum < least) {
      least = sum;
      best = shift;
    }
  }
  return best;
}
