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

/** The fit of a fold at the chosen alpha. */
interface FoldFit {
  /** Position among the folds given. */
  readonly fold: number;
  readonly fit: LassoFit;
}

/** A fit at the alpha that validated best. */
export interface ValidatedFit extends LassoFit {
  /**
   * Mean squared validation error per alpha, from the largest alpha down to where it has turned or hardly falls any more;
   * empty where no fold had rows.
   */
  readonly validationErrors: readonly number[];
  /** One per fold that had rows: what forecasts those rows without having seen them. */
  readonly heldOut: readonly FoldFit[];
}

/** Moments of the rows with a target week up to some week, for each edge of a fold. */
export interface MomentsUntil {
  /** Weeks, rising; the last is that of the last row or later. */
  readonly edges: readonly number[];
  /** Per edge. */
  readonly grams: readonly GramMoments[];
}

/** Where there is no fold, this share of alpha_max is taken. */
const alphaShareWithoutFolds = 0.1;

/** Alphas tried beyond the best one so far, and alphas that together have to bring something. */
const patience = 3;
/** What those have to take off the error, relative, for smaller ones to be tried: noise takes off less. */
const leastGain = 0.001;

/** The weeks at which rows have to be distinguished for some folds, and the last week. */
export function foldEdges(folds: readonly TimeFold[], lastWeek: number): number[] {
  const edges = folds.flatMap((fold) => [fold.trainUntil, fold.validateFrom - 1, fold.validateUntil]);
  return [...new Set([...edges.filter((week) => week < lastWeek), lastWeek])].sort((a, b) => a - b);
}

/**
 * Fits `y`, known by its moments, at the alpha with the least mean squared error over the folds. Every fold's problem is a
 * difference of moments.
 *
 * @param targets per edge: moments of X and y of the rows up to it
 */
export function fitValidated(
  { edges, grams }: MomentsUntil,
  targets: readonly TargetMoments[],
  folds: readonly TimeFold[],
  options: PathOptions,
): ValidatedFit {
  const columns = grams[0]!.sums.length;
  const at = (week: number) => edges.findLastIndex((edge) => edge <= week);
  const gramUntil = (week: number) => grams[at(week)] ?? emptyGram(columns);
  const targetUntil = (week: number) => targets[at(week)] ?? emptyTarget(columns);
  const whole = centre(grams.at(-1)!, targets.at(-1)!);
  const largest = alphaMax(whole, options.l1Ratio);
  const alphas = alphaGrid(largest, options.nAlphas, options.minAlphaRatio);
  const usable = folds.flatMap((fold, position) => {
    const train = gramUntil(fold.trainUntil);
    const before = gramUntil(fold.validateFrom - 1);
    const until = gramUntil(fold.validateUntil);
    if (train.rows <= 1 || until.rows <= before.rows) return [];
    return {
      position,
      train: centre(train, targetUntil(fold.trainUntil)),
      gram: subtractGrams(until, before),
      target: subtractTargets(targetUntil(fold.validateUntil), targetUntil(fold.validateFrom - 1)),
    };
  });
  if (usable.length === 0) {
    const fit = lassoPath(whole, [largest, largest * alphaShareWithoutFolds], options)[1]!;
    return { ...fit, validationErrors: [], heldOut: [] };
  }
  const validationErrors: number[] = [];
  let previous: readonly LassoFit[] = [];
  let bestFits = previous;
  let best = 0;
  // The smallest alphas cost the most sweeps, so the path ends once the error has turned or hardly falls.
  for (let i = 0; i < alphas.length && i <= best + patience; i++) {
    const fits = usable.map(({ train }, k) => fitAt(train, alphas[i]!, options, previous[k]?.coefficients));
    const squares = usable.reduce((sum, { gram, target }, k) => sum + squaredError(fits[k]!, gram, target), 0);
    const rows = usable.reduce((sum, { gram }) => sum + gram.rows, 0);
    validationErrors.push(squares / rows);
    if (i === 0 || validationErrors[i]! < validationErrors[best]!) {
      best = i;
      bestFits = fits;
    }
    previous = fits;
    if (i >= patience && validationErrors[i]! > (1 - leastGain) * validationErrors[i - patience]!) break;
  }
  return {
    ...lassoPath(whole, alphas.slice(0, best + 1), options)[best]!,
    validationErrors,
    heldOut: usable.map(({ position }, k) => ({ fold: position, fit: bestFits[k]! })),
  };
}

/** The fit of a fold, with the rows it was validated on: `from` … `to - 1`. */
interface HeldOutRows {
  readonly from: number;
  readonly to: number;
  readonly fit: LassoFit;
}

/**
 * A matrix whose rows are in the order of their weeks, with X'X up to every week a fold begins or ends at: the rows are
 * multiplied out once for every fold and any target.
 */
export class FoldedRows {
  readonly #x: Matrix;
  readonly #folds: readonly TimeFold[];
  readonly #moments: MomentsUntil;
  readonly #rowsUntil: (week: number) => number;

  /**
   * @param weeks week of each row, rising
   * @param product how X'X is multiplied out; plain JavaScript by default
   * @throws NonFiniteInputError where x holds NaN or an infinity
   */
  constructor(x: Matrix, weeks: Int32Array, folds: readonly TimeFold[], product?: AddGram) {
    this.#x = x;
    this.#folds = folds;
    this.#rowsUntil = (week) => upperBound(weeks, week);
    const edges = foldEdges(folds, weeks.at(-1)!);
    const grams = this.#accumulate(edges, emptyGram(x.columns), (from, to) => gramOf(x, from, to, product), addGrams);
    // Whatever is not finite makes a sum that is not: the values are looked through only then.
    if (!grams.at(-1)!.sums.every(Number.isFinite)) checkFinite('x', x.values);
    this.#moments = { edges, grams };
  }

  /**
   * Fits `y` (in the order of the rows) at the alpha with the least mean squared error over the folds.
   *
   * @throws NonFiniteInputError where y holds NaN or an infinity
   */
  fit(y: Float64Array, options: PathOptions): Omit<ValidatedFit, 'heldOut'> & { readonly heldOut: HeldOutRows[] } {
    checkFinite('y', y);
    const x = this.#x;
    const { edges } = this.#moments;
    const targets = this.#accumulate(edges, emptyTarget(x.columns), (from, to) => targetOf(x, y, from, to), addTargets);
    const { heldOut, ...fit } = fitValidated(this.#moments, targets, this.#folds, options);
    return {
      ...fit,
      heldOut: heldOut.map(({ fold, fit: held }) => ({
        from: this.#rowsUntil(this.#folds[fold]!.validateFrom - 1),
        to: this.#rowsUntil(this.#folds[fold]!.validateUntil),
        fit: held,
      })),
    };
  }

  /** Running totals, one per edge. */
  #accumulate<T>(edges: readonly number[], empty: T, of: (from: number, to: number) => T, add: (a: T, b: T) => T): T[] {
    let total = empty;
    let from = 0;
    return edges.map((edge) => {
      const to = this.#rowsUntil(edge);
      total = add(total, of(from, to));
      from = to;
      return total;
    });
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
