const smallestSquare = 0.001;

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

/** The local variance of log units, at most 1: beyond that exp(mu + v/2) says more about the fit than about sales. */
export function localVariance(logVariance: number, scale: number): number {
  return Math.min(1, scale * Math.exp(logVariance));
}
