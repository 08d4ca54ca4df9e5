/** Forecasts that someone would make who knows the distribution of demand, and not its draw. */
export interface BestForecasts {
  /** Least absolute error: best by WAPE. */
  readonly median: number;
  /** Least expected relative error over the draws that are not zero: best by MAPE. */
  readonly relative: number;
}

/**
 * Of a negative binomial with variance mean + mean² / shape. The best by MAPE is the median of the distribution weighted
 * with 1 / y over y >= 1 (Gneiting 2011, "Making and evaluating point forecasts", section 3.1).
 */
export function bestForecasts(mean: number, shape: number): BestForecasts {
  const most = Math.ceil(mean + 12 * Math.sqrt(mean + (mean * mean) / shape) + 10);
  const ratio = mean / (mean + shape);
  const probabilities = new Float64Array(most + 1);
  let probability = Math.exp(shape * Math.log(shape / (shape + mean)));
  let total = 0;
  let weighted = 0;
  for (let y = 0; y <= most; y += 1) {
    probabilities[y] = probability;
    total += probability;
    if (y > 0) weighted += probability / y;
    probability *= ((y + shape) / (y + 1)) * ratio;
  }
  return {
    median: quantile(probabilities, total / 2, () => 1),
    relative: quantile(probabilities, weighted / 2, (y) => (y === 0 ? 0 : 1 / y)),
  };
}

function quantile(probabilities: Float64Array, half: number, weight: (y: number) => number): number {
  let sum = 0;
  for (let y = 0; y < probabilities.length; y += 1) {
    sum += probabilities[y]! * weight(y);
    if (sum >= half) return y;
  }
  return probabilities.length - 1;
}
