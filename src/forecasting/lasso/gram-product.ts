import { addGram } from './gram.ts';
import type { Matrix } from './matrix.ts';

export type { Matrix } from './matrix.ts';

/**
 * Adds X'X of the rows `from` … `to - 1` to `products`, columns × columns, both triangles, in double precision; or X'Y where
 * there is a Y of as many rows.
 */
export type AddGram = (x: Matrix, from: number, to: number, products: Float64Array, y?: Matrix) => void;

/**
 * A quicker X'X than plain JavaScript's, which costs something to load. The same rows give the same bytes, every time and on
 * one math thread; they differ from plain JavaScript's by rounding, so which of the two is taken depends on sizes alone.
 */
export interface GramProduct {
  load(): Promise<AddGram>;
}

/**
 * Multiplications from which loading one is worth it: plain JavaScript takes 0.8 s for them, TensorFlow 0.2 s and 0.5 s to load,
 * with 230 MB of memory.
 */
const worthLoading = 2e9;

/**
 * The product for problems of some size: the loadable one where there is one and they are large, else plain JavaScript's.
 *
 * @param rows of all problems together
 * @param columns of each
 */
export async function chooseGramProduct(
  loadable: GramProduct | undefined,
  rows: number,
  columns: number,
): Promise<AddGram> {
  return loadable && rows * columns * columns >= worthLoading ? await loadable.load() : addGram;
}
