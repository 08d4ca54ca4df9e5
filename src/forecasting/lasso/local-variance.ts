const smallestSquare = 0.001;

/** What the variance regression fits: the log of the squared residual, kept from minus infinity. */
export function varianceTarget(residuals: Float64Array): Float64Array {
  return residuals.map((value) => Math.log(Math.max(value * value, smallestSquare)));
}

/** The factor that makes the mean of exp(logVariance) the mean squared residual, over rows that come in parts. */
export class VarianceScale {
  #rows = 0;
  #fitted = 0;
  #squares = 0;

  add(logVariance: Float64Array, residuals: Float64Array): void {
    this.#rows += residuals.length;
    for (let i = 0; i < residuals.length; i++) {
      this.#fitted += Math.exp(logVariance[i]!);
      this.#squares += residuals[i]! * residuals[i]!;
    }
  }

  get scale(): number {
    return this.#squares / this.#fitted;
  }

  get meanSquare(): number {
    return this.#squares / this.#rows;
  }
}

/** The local variance of log units, at most 1: beyond that exp(mu + v/2) says more about the fit than about sales. */
export function localVariance(logVariance: number, scale: number): number {
  return Math.min(1, scale * Math.exp(logVariance));
}
