import { InvalidOptionError, NonFiniteInputError, RowsOutOfLineError } from '../errors.ts';
import { descend } from './coordinate-descent.ts';
import type { DescentOptions } from './coordinate-descent.ts';
import { centre, gramOf, targetOf } from './moments.ts';
import type { Matrix } from './matrix.ts';
import type { CentredProblem } from './moments.ts';

/** A fitted linear model `intercept + x·coefficients`. */
export interface LassoFit {
  readonly alpha: number;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Bound on how far the objective is above its minimum. */
  readonly dualGap: number;
  /** Sweeps over the coordinates. */
  readonly iterations: number;
}

/** 1e-4 is scikit-learn's default too. */
const defaultDescent: DescentOptions = { tolerance: 1e-4, maxIterations: 1000 };

/**
 * The elastic net with intercept: minimises 1/(2n)·||y − b − Xw||² + alpha·l1Ratio·||w||₁ + alpha·(1 − l1Ratio)/2·||w||²
 * (scikit-learn's objective); with an `l1Ratio` of 1, the default, the LASSO.
 *
 * @param x rows × columns, finite
 * @param y one number per row, finite
 * @param alpha >= 0
 * @throws NonFiniteInputError where x or y hold NaN or an infinity
 */
export function fitLasso(x: Matrix, y: Float64Array, alpha: number, options = defaultDescent): LassoFit {
  return lassoPath(problemOf(x, y), [alpha], options)[0]!;
}

/** Checks and centres a problem. */
export function problemOf(x: Matrix, y: Float64Array): CentredProblem {
  if (x.rows === 0) throw new InvalidOptionError('x.rows', 0, 'at least 1');
  if (x.values.length !== x.rows * x.columns) throw new RowsOutOfLineError('x', x.rows * x.columns, x.values.length);
  if (y.length !== x.rows) throw new RowsOutOfLineError('y', x.rows, y.length);
  checkFinite('x', x.values);
  checkFinite('y', y);
  return centre(gramOf(x), targetOf(x, y));
}

/** Fits at each alpha in turn, each started from the one before. Falling alphas are quickest. */
export function lassoPath(problem: CentredProblem, alphas: readonly number[], options = defaultDescent): LassoFit[] {
  let start: Float64Array | undefined;
  return alphas.map((alpha) => {
    const fit = fitAt(problem, alpha, options, start);
    start = fit.coefficients;
    return fit;
  });
}

/** @param start coefficients to start from */
export function fitAt(problem: CentredProblem, alpha: number, options: DescentOptions, start?: Float64Array): LassoFit {
  const { l1Ratio = 1 } = options;
  if (!(alpha >= 0)) throw new InvalidOptionError('alpha', alpha, '>= 0');
  if (!(l1Ratio > 0 && l1Ratio <= 1)) throw new InvalidOptionError('l1Ratio', l1Ratio, 'above 0 and at most 1');
  const { coefficients, dualGap, iterations } = descend(problem, alpha, options, start);
  let intercept = problem.yMean;
  for (let j = 0; j < problem.columns; j++) intercept -= coefficients[j]! * problem.xMean[j]!;
  return { alpha, coefficients, intercept, dualGap, iterations };
}

/** The smallest alpha at which every coefficient is zero: max |X'y| / (n·l1Ratio) of the centred problem. */
export function alphaMax(problem: CentredProblem, l1Ratio = 1): number {
  return problem.xy.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / (problem.rows * l1Ratio);
}

/** `count` alphas from `largest` down to `largest · minRatio`, evenly in log. */
export function alphaGrid(largest: number, count: number, minRatio: number): number[] {
  if (count === 1) return [largest];
  return Array.from({ length: count }, (_, i) => largest * minRatio ** (i / (count - 1)));
}

/** @throws NonFiniteInputError at the first value that is NaN or an infinity */
export function checkFinite(where: string, values: Float64Array): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new NonFiniteInputError(where, index, values[index]!);
}
