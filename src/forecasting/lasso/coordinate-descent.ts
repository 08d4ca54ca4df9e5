import type { CentredProblem } from './moments.ts';

export interface DescentOptions {
  /** Duality gap at which to stop, relative to ||y − ȳ||²/(2n)·2, i.e. `dualGap · n <= tolerance · ||y − ȳ||²`. */
  readonly tolerance: number;
  /** Sweeps over coordinates at most, all of them or the active ones. */
  readonly maxIterations: number;
  /** Share of the penalty that is absolute, (0, 1]; the rest is quadratic. Default 1: LASSO. */
  readonly l1Ratio?: number;
}

export interface DescentResult {
  readonly coefficients: Float64Array;
  /** Of the objective as written, so it bounds how far that is from its minimum. */
  readonly dualGap: number;
  /** Sweeps done. */
  readonly iterations: number;
}

/** The state of a descent: coefficients w, and h = X'(y − Xw) − ridge·w, which every change of w keeps up to date. */
interface Descent {
  readonly columns: number;
  /** X'X, columns × columns. */
  readonly gram: Float64Array;
  /** X'y. */
  readonly xy: Float64Array;
  readonly w: Float64Array;
  readonly h: Float64Array;
}

/** Both penalties times n: `l1·||w||₁ + ridge/2·||w||²`. */
interface Penalty {
  readonly l1: number;
  readonly ridge: number;
}

/**
 * Minimises 1/(2n)·||y − Xw||² + alpha·l1Ratio·||w||₁ + alpha·(1 − l1Ratio)/2·||w||² by cyclic coordinate descent on the
 * Gram matrix, for centred X and y. After each sweep over all coordinates those that are not zero, the active set, are swept on
 * their own until their problem is solved; a sweep over all then lets others in, until the duality gap of the whole problem
 * is small enough.
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
  const { columns, gram, xy, yy, rows } = problem;
  const { l1Ratio = 1, maxIterations } = options;
  const penalty = { l1: alpha * l1Ratio * rows, ridge: alpha * (1 - l1Ratio) * rows };
  const w = start ? Float64Array.from(start) : new Float64Array(columns);
  const whole: Descent = { columns, gram, xy, w, h: new Float64Array(columns) };
  const enough = options.tolerance * yy;
  let iterations = 0;
  refresh(whole, penalty);
  let gap = dualityGap(whole, yy, penalty);
  while (gap > enough && iterations < maxIterations) {
    sweep(whole, penalty);
    iterations++;
    const active = activeSet(w);
    const part = restrict(whole, active);
    while (iterations < maxIterations && dualityGap(part, yy, penalty) > enough) {
      sweep(part, penalty);
      iterations++;
    }
    active.forEach((j, k) => (w[j] = part.w[k]!));
    // From the coefficients alone, so that rounding does not add up.
    refresh(whole, penalty);
    gap = dualityGap(whole, yy, penalty);
  }
  return { coefficients: w, dualGap: gap / rows, iterations };
}

function activeSet(w: Float64Array): Int32Array {
  const active = new Int32Array(w.length);
  let size = 0;
  for (let j = 0; j < w.length; j++) if (w[j] !== 0) active[size++] = j;
  return active.subarray(0, size);
}

/** The descent of some coordinates alone, the others at zero. */
function restrict({ columns, gram, xy, w, h }: Descent, chosen: Int32Array): Descent {
  const size = chosen.length;
  const sub = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    const row = chosen[a]! * columns;
    for (let b = 0; b < size; b++) sub[a * size + b] = gram[row + chosen[b]!]!;
  }
  const take = (values: Float64Array) => Float64Array.from(chosen, (j) => values[j]!);
  return { columns: size, gram: sub, xy: take(xy), w: take(w), h: take(h) };
}

/** Minimises over each coordinate in turn. One that stays at zero costs a comparison. */
function sweep({ columns, gram, w, h }: Descent, { l1, ridge }: Penalty): void {
  for (let j = 0; j < columns; j++) {
    const row = j * columns;
    const square = gram[row + j]!;
    // A constant column.
    if (square === 0) continue;
    const curvature = square + ridge;
    const before = w[j]!;
    const pull = h[j]! + curvature * before;
    const after = (Math.sign(pull) * Math.max(0, Math.abs(pull) - l1)) / curvature;
    if (after === before) continue;
    w[j] = after;
    const change = after - before;
    for (let k = 0; k < columns; k++) h[k]! -= change * gram[row + k]!;
    h[j]! -= change * ridge;
  }
}

function refresh({ columns, gram, xy, w, h }: Descent, { ridge }: Penalty): void {
  h.set(xy);
  for (let j = 0; j < columns; j++) {
    const value = w[j]!;
    if (value === 0) continue;
    const row = j * columns;
    for (let k = 0; k < columns; k++) h[k]! -= value * gram[row + k]!;
    h[j]! -= value * ridge;
  }
}

/**
 * Primal less dual objective, times n. The dual point is the residual scaled into the feasible set (Kim et al. 2007, "An
 * interior-point method for large-scale l1-regularized least squares"), as in scikit-learn. The quadratic penalty is treated as
 * `columns` further rows √ridge·I with target 0, which turns the elastic net into a LASSO: with the residual r over all rows and
 * s = min(1, l1 / max|h|), the gap is ||r||²·(1 + s²)/2 + l1·||w||₁ − s·r'y. Rounding can take it a hair below zero.
 */
function dualityGap({ xy, w, h }: Descent, yy: number, { l1 }: Penalty): number {
  let wXy = 0;
  let wh = 0;
  let norm = 0;
  let largest = 0;
  for (let j = 0; j < w.length; j++) {
    wXy += w[j]! * xy[j]!;
    wh += w[j]! * h[j]!;
    norm += Math.abs(w[j]!);
    largest = Math.max(largest, Math.abs(h[j]!));
  }
  const residualSquares = Math.max(0, yy - wXy - wh);
  const residualTarget = yy - wXy;
  const scale = largest > l1 ? l1 / largest : 1;
  return Math.max(0, 0.5 * residualSquares * (1 + scale * scale) + l1 * norm - scale * residualTarget);
}
