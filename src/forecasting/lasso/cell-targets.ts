import type { CellBlock } from './cell-block.ts';
import type { CellDesign } from './cell-design.ts';
import { cellRange } from './cell-moments.ts';

/** Sums over the rows with a target in some weeks, of one number per row with the columns as they are at the cells. */
export interface CellTargets {
  sum: number;
  squares: number;
  /** X'y of the dense columns. */
  readonly products: Float64Array;
  /** Sum of y per store. */
  readonly storeSums: Float64Array;
}

export function emptyCellTargets({ denseColumns, stores }: CellDesign): CellTargets {
  return {
    sum: 0,
    squares: 0,
    products: new Float64Array(denseColumns),
    storeSums: new Float64Array(stores.length),
  };
}

/** Adds a block's rows with a target week in `from` … `to`. @param y one number per row of the block */
export function addCellTargets(
  design: CellDesign,
  block: CellBlock,
  from: number,
  to: number,
  y: Float64Array,
  into: CellTargets,
): void {
  const count = block.positions.length;
  const { rowOffset } = block;
  for (let cell = from * count; cell < (to + 1) * count; cell++) {
    const store = design.storeOf[block.positions[cell % count]!]!;
    for (let row = rowOffset[cell]!; row < rowOffset[cell + 1]!; row++) {
      into.sum += y[row]!;
      into.squares += y[row]! * y[row]!;
      into.storeSums[store]! += y[row]!;
    }
  }
  design.groups.forEach(({ at, factor, columns }, g) => {
    const weights = new Float64Array(block.weeks * count);
    for (let cell = from * count; cell < (to + 1) * count; cell++) {
      const before = rowOffset[cell]! - 1;
      for (let h = 1; h <= block.steps[cell]!; h++) {
        weights[at === 'target' ? cell : cell - h * count]! += factor[h]! * y[before + h]!;
      }
    }
    const range = cellRange(design.space.horizonWeeks, at, from, to, count);
    const values = block.cells[g]!;
    const width = columns.length;
    const sums = new Float64Array(width);
    for (let cell = range.from; cell < range.to; cell++) {
      const weight = weights[cell]!;
      if (weight === 0) continue;
      for (let k = 0; k < width; k++) sums[k]! += weight * values[cell * width + k]!;
    }
    for (let k = 0; k < width; k++) into.products[columns[k]!]! += sums[k]!;
  });
}

/** log(1 + units) of every row of a block. */
export function targetsOfRows({ steps, rowOffset, logUnits }: CellBlock): Float64Array {
  const result = new Float64Array(rowOffset.at(-1)!);
  for (let cell = 0; cell < steps.length; cell++) result.fill(logUnits[cell]!, rowOffset[cell], rowOffset[cell + 1]);
  return result;
}
