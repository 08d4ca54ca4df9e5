import { alphaGrid, alphaMax, checkFinite, fitAt, lassoPath } from './lasso.ts';
import type { LassoFit } from './lasso.ts';
import { addGrams, addTargets, centre, emptyGram, emptyTarget, gramOf, targetOf } from './moments.ts';
import type { AddGram } from './gram-product.ts';
import type { Matrix } from './matrix.ts';
import type { GramMoments, TargetMoments } from './moments.ts';
import type { DescentOptions } from './coordinate-descent.ts';
import type { TimeFold } from './time-folds.ts';

export interface PathOptions extends DescentOptions {
  /** Alphas on the path. */
  readonly nAlphas: number;
  /** Smallest alpha as a share of the largest. */
  readonly minAlphaRatio: number;
}

/** The fit of a fold at the chosen alpha, with the rows it was validated on: `from` … `to - 1`. */
interface HeldOutFit {
  readonly from: number;
  readonly to: number;
  readonly fit: LassoFit;
}

/** A fit at the alpha that validated best. */
export interface CrossValidatedFit extends LassoFit {
  /**
   * Mean squared validation error per alpha, from the largest alpha down to three beyond the best; empty where no fold had
   * rows.
   */
  readonly validationErrors: readonly number[];
  /** One per fold that had rows: what forecasts those rows without having seen them. */
  readonly heldOut: readonly HeldOutFit[];
}

/** Where no fold can be had, this share of alpha_max is taken. */
const alphaShareWithoutFolds = 0.1;

/** Alphas tried beyond the best one so far. */
const patience = 3;

/**
 * Rows in the order of their weeks with X'X up to every week a fold begins or ends at, so that every fold's problem, and
 * that of any target, is a difference of moments and the rows are multiplied out once.
 */
export class FoldedRows {
  readonly #x: Matrix;
  readonly #folds: readonly TimeFold[];
  /** Row bounds of the blocks between fold edges. */
  readonly #bounds: readonly number[];
  readonly #rowsUntil: (week: number) => number;
  /** Per bound: X'X of the rows before it. */
  readonly #grams: readonly GramMoments[];

  /**
   * @param weeks week of each row, rising
   * @param product how X'X is multiplied out; plain JavaScript by default
   * @throws NonFiniteInputError where x holds NaN or an infinity
   */
  constructor(x: Matrix, weeks: Int32Array, folds: readonly TimeFold[], product?: AddGram) {
    this.#x = x;
    this.#rowsUntil = (week) => upperBound(weeks, week);
    const edges = folds.flatMap((fold) => [fold.trainUntil, fold.validateFrom - 1, fold.validateUntil]);
    const bounds = new Set([0, x.rows, ...edges.map(this.#rowsUntil)]);
    this.#bounds = [...bounds].sort((a, b) => a - b);
    this.#folds = folds.filter(
      (fold) =>
        this.#rowsUntil(fold.trainUntil) > 1 &&
        this.#rowsUntil(fold.validateUntil) > this.#rowsUntil(fold.validateFrom - 1),
    );
    this.#grams = accumulate(this.#bounds, emptyGram(x.columns), (from, to) => gramOf(x, from, to, product), addGrams);
    // Whatever is not finite makes a sum that is not: the values are looked through only then.
    if (!this.#grams.at(-1)!.sums.every(Number.isFinite)) checkFinite('x', x.values);
  }

  /**
   * Fits `y` (in the order of the rows) at the alpha with the least mean squared error over the folds.
   *
   * @throws NonFiniteInputError where y holds NaN or an infinity
   */
  fit(y: Float64Array, options: PathOptions): CrossValidatedFit {
    checkFinite('y', y);
    const targets = accumulate(
      this.#bounds,
      emptyTarget(this.#x.columns),
      (from, to) => targetOf(this.#x, y, from, to),
      addTargets,
    );
    const at = (week: number) => this.#bounds.indexOf(this.#rowsUntil(week));
    const whole = centre(this.#grams.at(-1)!, targets.at(-1)!);
    const largest = alphaMax(whole, options.l1Ratio);
    const alphas = alphaGrid(largest, options.nAlphas, options.minAlphaRatio);
    if (this.#folds.length === 0) {
      const fit = lassoPath(whole, [largest, largest * alphaShareWithoutFolds], options)[1]!;
      return { ...fit, validationErrors: [], heldOut: [] };
    }
    const folds = this.#folds.map((fold) => {
      const from = at(fold.validateFrom - 1);
      const until = at(fold.validateUntil);
      return {
        from: this.#bounds[from]!,
        to: this.#bounds[until]!,
        train: centre(this.#grams[at(fold.trainUntil)]!, targets[at(fold.trainUntil)]!),
        gram: subtractGrams(this.#grams[until]!, this.#grams[from]!),
        target: subtractTargets(targets[until]!, targets[from]!),
      };
    });
    const validationErrors: number[] = [];
    let previous: readonly LassoFit[] = [];
    let bestFits = previous;
    let best = 0;
    // The smallest alphas cost the most sweeps, so the path ends once the error has clearly turned.
    for (let i = 0; i < alphas.length && i <= best + patience; i++) {
      const fits = folds.map(({ train }, k) => fitAt(train, alphas[i]!, options, previous[k]?.coefficients));
      const squares = folds.reduce((sum, { gram, target }, k) => sum + squaredError(fits[k]!, gram, target), 0);
      const rows = folds.reduce((sum, { gram }) => sum + gram.rows, 0);
      validationErrors.push(squares / rows);
      if (i === 0 || validationErrors[i]! < validationErrors[best]!) {
        best = i;
        bestFits = fits;
      }
      previous = fits;
    }
    return {
      ...lassoPath(whole, alphas.slice(0, best + 1), options)[best]!,
      validationErrors,
      heldOut: folds.map(({ from, to }, k) => ({ from, to, fit: bestFits[k]! })),
    };
  }
}

/** Sum of squared errors on rows known by their moments alone. */
function squaredError(fit: LassoFit, x: GramMoments, y: TargetMoments): number {
  const p = x.sums.length;
  const { coefficients: w, intercept: b } = fit;
  let wXy = 0;
  let wx = 0;
  let wXXw = 0;
  for (let j = 0; j < p; j++) {
    if (w[j] === 0) continue;
    wXy += w[j]! * y.products[j]!;
    wx += w[j]! * x.sums[j]!;
    for (let k = 0; k < p; k++) wXXw += w[j]! * w[k]! * x.products[j * p + k]!;
  }
  return Math.max(0, y.squares - 2 * b * y.sum - 2 * wXy + x.rows * b * b + 2 * b * wx + wXXw);
}

/** Running totals: one before the first bound's rows (nothing) and one per further bound. */
function accumulate<T>(
  bounds: readonly number[],
  empty: T,
  of: (from: number, to: number) => T,
  add: (a: T, b: T) => T,
): T[] {
  const totals = [empty];
  for (let i = 1; i < bounds.length; i++) totals.push(add(totals[i - 1]!, of(bounds[i - 1]!, bounds[i]!)));
  return totals;
}

function subtractGrams(a: GramMoments, b: GramMoments): GramMoments {
  return {
    rows: a.rows - b.rows,
    sums: a.sums.map((value, i) => value - b.sums[i]!),
    products: a.products.map((value, i) => value - b.products[i]!),
  };
}

function subtractTargets(a: TargetMoments, b: TargetMoments): TargetMoments {
  return {
    sum: a.sum - b.sum,
    squares: a.squares - b.squares,
    products: a.products.map((value, i) => value - b.products[i]!),
  };
}

/** How many of the rising values are at most `limit`. */
function upperBound(values: Int32Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
