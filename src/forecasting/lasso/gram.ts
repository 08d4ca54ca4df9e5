import type { Matrix } from './matrix.ts';

const blockRows = 256;
const tile = 4;

/**
 * Adds X'X, or X'Y, of the rows `from` … `to - 1` to `products` (columns of X × columns of Y). Blocks of rows are turned to
 * column order and multiplied in 4 × 4 tiles, whose sixteen sums stay in registers: about eight times as quick as the plain loop.
 *
 * @param y as many rows as x; x itself by default
 */
export function addGram(x: Matrix, from: number, to: number, products: Float64Array, y: Matrix = x): void {
  const symmetric = x === y;
  const [height, width] = [padded(x.columns), padded(y.columns)];
  const left = new Float64Array(height * blockRows);
  const right = symmetric ? left : new Float64Array(width * blockRows);
  const sums = new Float64Array(height * width);
  for (let start = from; start < to; start += blockRows) {
    const rows = Math.min(blockRows, to - start);
    turn(x, start, rows, left);
    if (!symmetric) turn(y, start, rows, right);
    for (let j = 0; j < height; j += tile) {
      for (let k = 0; k < (symmetric ? j + 1 : width); k += tile) addTile(left, right, rows, j, k, sums, width);
    }
  }
  for (let j = 0; j < x.columns; j++) {
    for (let k = 0; k < (symmetric ? j + 1 : y.columns); k++) {
      const value = sums[j * width + k]!;
      products[j * y.columns + k]! += value;
      if (symmetric && k !== j) products[k * y.columns + j]! += value;
    }
  }
}

function padded(columns: number): number {
  return Math.ceil(columns / tile) * tile;
}

/** Writes some rows in column order, `blockRows` numbers a column. */
function turn({ values, columns }: Matrix, start: number, rows: number, into: Float64Array): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) into[j * blockRows + r] = values[(start + r) * columns + j]!;
  }
}

function addTile(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  j: number,
  k: number,
  sums: Float64Array,
  width: number,
): void {
  const a0 = j * blockRows;
  const a1 = a0 + blockRows;
  const a2 = a1 + blockRows;
  const a3 = a2 + blockRows;
  const b0 = k * blockRows;
  const b1 = b0 + blockRows;
  const b2 = b1 + blockRows;
  const b3 = b2 + blockRows;
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let r = 0; r < rows; r++) {
    const x0 = left[a0 + r]!,
      x1 = left[a1 + r]!,
      x2 = left[a2 + r]!,
      x3 = left[a3 + r]!;
    const y0 = right[b0 + r]!,
      y1 = right[b1 + r]!,
      y2 = right[b2 + r]!,
      y3 = right[b3 + r]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
  }
  let at = j * width + k;
  sums[at]! += s00;
  sums[at + 1]! += s01;
  sums[at + 2]! += s02;
  sums[at + 3]! += s03;
  at += width;
  sums[at]! += s10;
  sums[at + 1]! += s11;
  sums[at + 2]! += s12;
  sums[at + 3]! += s13;
  at += width;
  sums[at]! += s20;
  sums[at + 1]! += s21;
  sums[at + 2]! += s22;
  sums[at + 3]! += s23;
  at += width;
  sums[at]! += s30;
  sums[at + 1]! += s31;
  sums[at + 2]! += s32;
  sums[at + 3]! += s33;
}
