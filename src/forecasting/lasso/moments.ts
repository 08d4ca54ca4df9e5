import { addGram } from './gram.ts';
import type { AddGram } from './gram-product.ts';
import type { Matrix } from './matrix.ts';

/** What a least-squares problem needs to know of X: counts, sums and cross products. Moments of disjoint rows add up. */
export interface GramMoments {
  rows: number;
  readonly sums: Float64Array;
  /** X'X, columns × columns, both triangles. */
  readonly products: Float64Array;
}

/** What it needs to know of y besides. */
export interface TargetMoments {
  readonly sum: number;
  readonly squares: number;
  /** X'y. */
  readonly products: Float64Array;
}

export function emptyGram(columns: number): GramMoments {
  return { rows: 0, sums: new Float64Array(columns), products: new Float64Array(columns * columns) };
}

export function emptyTarget(columns: number): TargetMoments {
  return { sum: 0, squares: 0, products: new Float64Array(columns) };
}

/** Moments of the rows `from` … `to - 1`. */
export function gramOf(x: Matrix, from = 0, to = x.rows, product: AddGram = addGram): GramMoments {
  const moments = emptyGram(x.columns);
  moments.rows = to - from;
  const { columns, values } = x;
  const { sums } = moments;
  for (let r = from; r < to; r++) {
    const row = r * columns;
    for (let j = 0; j < columns; j++) sums[j]! += values[row + j]!;
  }
  product(x, from, to, moments.products);
  return moments;
}

export function targetOf(x: Matrix, y: Float64Array, from = 0, to = x.rows): TargetMoments {
  const { columns, values } = x;
  const products = new Float64Array(columns);
  let sum = 0;
  let squares = 0;
  for (let r = from; r < to; r++) {
    const value = y[r]!;
    sum += value;
    squares += value * value;
    const row = r * columns;
    for (let j = 0; j < columns; j++) products[j]! += values[row + j]! * value;
  }
  return { sum, squares, products };
}

/** `a + b`. */
export function addGrams(a: GramMoments, b: GramMoments): GramMoments {
  return {
    rows: a.rows + b.rows,
    sums: a.sums.map((value, i) => value + b.sums[i]!),
    products: a.products.map((value, i) => value + b.products[i]!),
  };
}

export function addTargets(a: TargetMoments, b: TargetMoments): TargetMoments {
  return {
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    products: a.products.map((value, i) => value + b.products[i]!),
  };
}

/** A least-squares problem freed of its intercept: moments of the centred columns and target. */
export interface CentredProblem {
  readonly rows: number;
  readonly columns: number;
  /** (X − x̄)'(X − x̄). */
  readonly gram: Float64Array;
  /** (X − x̄)'(y − ȳ). */
  readonly xy: Float64Array;
  /** ||y − ȳ||². */
  readonly yy: number;
  readonly xMean: Float64Array;
  readonly yMean: number;
}

export function centre(x: GramMoments, y: TargetMoments): CentredProblem {
  const columns = x.sums.length;
  const xMean = x.sums.map((sum) => sum / x.rows);
  const yMean = y.sum / x.rows;
  const gram = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < columns; k++) {
      gram[j * columns + k] = x.products[j * columns + k]! - x.sums[j]! * xMean[k]!;
    }
  }
  for (let j = 0; j < columns; j++) {
    // What is left of a constant column is rounding.
    if (gram[j * columns + j]! <= 1e-12 * x.products[j * columns + j]!) clearColumn(gram, columns, j);
  }
  const xy = y.products.map((value, j) => (gram[j * columns + j]! > 0 ? value - x.sums[j]! * yMean : 0));
  return { rows: x.rows, columns, gram, xy, yy: Math.max(0, y.squares - y.sum * yMean), xMean, yMean };
}

function clearColumn(gram: Float64Array, columns: number, j: number): void {
  for (let k = 0; k < columns; k++) {
    gram[j * columns + k] = 0;
    gram[k * columns + j] = 0;
  }
}
