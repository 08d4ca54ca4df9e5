import type { CellBlock } from './cell-block.ts';
import type { CellDesign } from './cell-design.ts';
import { cellRange } from './cell-moments.ts';
import type { LassoFit } from './lasso.ts';

/**
 * What a linear model of the columns at the cells makes of a block's rows with a target week in `from` … `to`.
 *
 * @returns one number per row, in the block's order
 */
export function forecastRowsOf(
  { groups, denseColumns, storeOf, space }: CellDesign,
  block: CellBlock,
  { coefficients, intercept }: Pick<LassoFit, 'coefficients' | 'intercept'>,
  from: number,
  to: number,
): Float64Array {
  const count = block.positions.length;
  const { rowOffset, steps } = block;
  const first = rowOffset[from * count]!;
  const result = new Float64Array(rowOffset[(to + 1) * count]! - first);
  for (let cell = from * count; cell < (to + 1) * count; cell++) {
    const level = intercept + coefficients[denseColumns + storeOf[block.positions[cell % count]!]!]!;
    result.fill(level, rowOffset[cell]! - first, rowOffset[cell + 1]! - first);
  }
  groups.forEach(({ at, factor, columns }, g) => {
    const own = columns.map((column) => coefficients[column]!);
    if (own.every((value) => value === 0)) return;
    const range = cellRange(space.horizonWeeks, at, from, to, count);
    const parts = linearParts(block.cells[g]!, own, range.from, range.to);
    for (let cell = from * count; cell < (to + 1) * count; cell++) {
      const row = rowOffset[cell]! - first - 1;
      for (let h = 1; h <= steps[cell]!; h++) {
        const part = parts[(at === 'target' ? cell : cell - h * count) - range.from]!;
        result[row + h]! += factor[h]! * part;
      }
    }
  });
  return result;
}

function linearParts(cells: Float64Array, coefficients: readonly number[], from: number, to: number): Float64Array {
  const width = coefficients.length;
  const active = Int32Array.from(coefficients.keys()).filter((k) => coefficients[k] !== 0);
  const weights = Float64Array.from(active, (k) => coefficients[k]!);
  const result = new Float64Array(to - from);
  for (let cell = from; cell < to; cell++) {
    let sum = 0;
    for (let a = 0; a < active.length; a++) sum += weights[a]! * cells[cell * width + active[a]!]!;
    result[cell - from] = sum;
  }
  return result;
}
