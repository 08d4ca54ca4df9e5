import type { CentredProblem } from './moments.ts';

export interface DescentOptions {
  /** Duality gap at which to stop, relative to ||y − ȳ||²/(2n)·2, i.e. `dualGap · n <= tolerance · ||y − ȳ||²`. */
  readonly tolerance: number;
  /** Sweeps over the coordinates at most. */
  readonly maxIterations: number;
}

export interface DescentResult {
  readonly coefficients: Float64Array;
  /** Of the objective as written, so it bounds how far that is from its minimum. */
  readonly dualGap: number;
  /** Sweeps done. */
  readonly iterations: number;
}

/**
 * Minimises 1/(2n)·||y − Xw||² + alpha·||w||₁ by cyclic coordinate descent on the Gram matrix, for centred X and y.
 * Keeps `h = X'(y − Xw)`: a coordinate that stays at zero costs one comparison, and the duality gap one pass over p.
 * The dual point is the residual scaled into the feasible set (Kim et al. 2007, "An interior-point method for large-scale
 * l1-regularized least squares"), as in scikit-learn.
 *
 * @param alpha >= 0
 * @param start coefficients to start from, e.g. those of the alpha before on a path
 */
export function descend(
  problem: CentredProblem,
  alpha: number,
  options: DescentOptions,
  start?: Float64Array,
): DescentResult {
  const { columns: p, gram, rows } = problem;
  const coefficients = start ? Float64Array.from(start) : new Float64Array(p);
  const h = residualProducts(problem, coefficients);
  const threshold = alpha * rows;
  const enough = options.tolerance * problem.yy;
  let gap = dualityGap(problem, coefficients, h, threshold);
  let iterations = 0;
  while (iterations < options.maxIterations && gap > enough) {
    iterations++;
    for (let j = 0; j < p; j++) {
      const curvature = gram[j * p + j]!;
      if (curvature === 0) continue;
      const before = coefficients[j]!;
      const pull = h[j]! + curvature * before;
      const after = (Math.sign(pull) * Math.max(0, Math.abs(pull) - threshold)) / curvature;
      if (after === before) continue;
      coefficients[j] = after;
      const change = after - before;
      const row = j * p;
      for (let k = 0; k < p; k++) h[k]! -= change * gram[row + k]!;
    }
    gap = dualityGap(problem, coefficients, h, threshold);
    if (gap <= enough || iterations % 100 === 0) {
      // The running h drifts by rounding; what is reported is measured afresh.
      h.set(residualProducts(problem, coefficients));
      gap = dualityGap(problem, coefficients, h, threshold);
    }
  }
  return { coefficients, dualGap: gap / rows, iterations };
}

function residualProducts({ columns: p, gram, xy }: CentredProblem, coefficients: Float64Array): Float64Array {
  const h = Float64Array.from(xy);
  for (let j = 0; j < p; j++) {
    const value = coefficients[j]!;
    if (value === 0) continue;
    for (let k = 0; k < p; k++) h[k]! -= value * gram[j * p + k]!;
  }
  return h;
}

/** Times n, as `threshold = alpha·n` is. Rounding can take it a hair below zero. */
function dualityGap(problem: CentredProblem, w: Float64Array, h: Float64Array, threshold: number): number {
  let wXy = 0;
  let wh = 0;
  let l1 = 0;
  let largest = 0;
  for (let j = 0; j < w.length; j++) {
    wXy += w[j]! * problem.xy[j]!;
    wh += w[j]! * h[j]!;
    l1 += Math.abs(w[j]!);
    largest = Math.max(largest, Math.abs(h[j]!));
  }
  const residualSquares = Math.max(0, problem.yy - wXy - wh);
  const residualTarget = problem.yy - wXy;
  const scale = largest > threshold ? threshold / largest : 1;
  return Math.max(0, 0.5 * residualSquares * (1 + scale * scale) + threshold * l1 - scale * residualTarget);
}
