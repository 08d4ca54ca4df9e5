import type { AddGram } from './gram-product.ts';
import type { CellBlock } from './cell-block.ts';
import type { CellDesign } from './cell-design.ts';

/** Sums over the rows with a target in some weeks, of the columns as they are at the cells. */
export interface CellMoments {
  rows: number;
  /** Dense columns × dense columns, both triangles. */
  readonly products: Float64Array;
  readonly sums: Float64Array;
  /** Rows per store. */
  readonly storeRows: Float64Array;
  /** Stores × dense columns: sums over a store's rows. */
  readonly storeSums: Float64Array;
}

export function emptyCellMoments({ denseColumns: p, stores }: CellDesign): CellMoments {
  return {
    rows: 0,
    products: new Float64Array(p * p),
    sums: new Float64Array(p),
    storeRows: new Float64Array(stores.length),
    storeSums: new Float64Array(stores.length * p),
  };
}

/**
 * Adds a block's rows with a target week in `from` … `to`. For two columns u·φ and v·ψ the sum over rows (c, t = c + h) is
 *
 *   Σ_t u(t)·v(t)·Σ_h φ(h)·ψ(h)         both read at the target week,
 *   Σ_c u(c)·v(c)·Σ_h φ(h)·ψ(h)         both read at the cutoff,
 *   Σ_t v(t)·Σ_h φ(h)·ψ(h)·u(t − h)     one of each,
 *
 * over the steps h of the cell's rows.
 */
export function addCellMoments(
  design: CellDesign,
  block: CellBlock,
  from: number,
  to: number,
  into: CellMoments,
  product: AddGram,
): void {
  const count = block.positions.length;
  const { groups, denseColumns, storeOf } = design;
  for (let cell = from * count; cell < (to + 1) * count; cell++) {
    into.rows += block.steps[cell]!;
    into.storeRows[storeOf[block.positions[cell % count]!]!]! += block.steps[cell]!;
  }
  const scratch = new Float64Array(Math.max(...groups.map(({ values }) => values.length)) * block.weeks * count);
  for (let g = 0; g < groups.length; g++) {
    const first = groups[g]!;
    const range = cellRange(design.space.horizonWeeks, first.at, from, to, count);
    addSums(design, block, g, range, cellWeights(block, first.at, first.factor, from, to), into);
    for (let k = g; k < groups.length; k++) {
      const second = groups[k]!;
      const factor = first.factor.map((value, h) => value * second.factor[h]!);
      const made = new Float64Array(first.values.length * second.values.length);
      const matrix = (values: Float64Array, columns: number) => ({ values, columns, rows: block.weeks * count });
      const [left, right] = [first.values.length, second.values.length];
      if (first.at === second.at) {
        weigh(block.cells[k]!, right, cellWeights(block, first.at, factor, from, to), range, scratch);
        product(matrix(block.cells[g]!, left), range.from, range.to, made, matrix(scratch, right));
      } else {
        const cutoffSide = first.at === 'cutoff' ? g : k;
        const targetSide = first.at === 'cutoff' ? k : g;
        const columns = groups[cutoffSide]!.values.length;
        const targets = cellRange(design.space.horizonWeeks, 'target', from, to, count);
        gatherCutoffs(block, block.cells[cutoffSide]!, columns, factor, targets, scratch);
        const x = matrix(scratch, columns);
        const y = matrix(block.cells[targetSide]!, groups[targetSide]!.values.length);
        if (cutoffSide === g) product(x, targets.from, targets.to, made, y);
        else product(y, targets.from, targets.to, made, x);
      }
      scatter(made, first.columns, second.columns, into.products, denseColumns);
    }
  }
}

interface CellRange {
  readonly from: number;
  readonly to: number;
}

/** The cells that rows with a target in some weeks read. */
export function cellRange(
  horizonWeeks: number,
  at: 'cutoff' | 'target',
  from: number,
  to: number,
  count: number,
): CellRange {
  if (at === 'target') return { from: from * count, to: (to + 1) * count };
  return { from: Math.max(0, from - horizonWeeks) * count, to: to * count };
}

/** Per cell: the sum of φ(h) over the rows that read it and have a target in some weeks. */
function cellWeights(
  { steps, positions, weeks }: CellBlock,
  at: 'cutoff' | 'target',
  factor: Float64Array,
  from: number,
  to: number,
): Float64Array {
  const count = positions.length;
  const result = new Float64Array(weeks * count);
  for (let cell = from * count; cell < (to + 1) * count; cell++) {
    for (let h = 1; h <= steps[cell]!; h++) result[at === 'target' ? cell : cell - h * count]! += factor[h]!;
  }
  return result;
}

function weigh(cells: Float64Array, width: number, weights: Float64Array, range: CellRange, into: Float64Array): void {
  for (let cell = range.from; cell < range.to; cell++) {
    const weight = weights[cell]!;
    const end = (cell + 1) * width;
    for (let at = cell * width; at < end; at++) into[at] = weight * cells[at]!;
  }
}

/** Per target cell: the sum of φ(h)·u over its rows' cutoffs. */
function gatherCutoffs(
  { steps, positions }: CellBlock,
  cells: Float64Array,
  width: number,
  factor: Float64Array,
  range: CellRange,
  into: Float64Array,
): void {
  const stride = positions.length * width;
  for (let cell = range.from; cell < range.to; cell++) {
    const start = cell * width;
    for (let k = 0; k < width; k++) into[start + k] = 0;
    for (let h = 1; h <= steps[cell]!; h++) {
      const weight = factor[h]!;
      if (weight === 0) continue;
      const shift = h * stride;
      for (let at = start; at < start + width; at++) into[at]! += weight * cells[at - shift]!;
    }
  }
}

function addSums(
  { groups, denseColumns, storeOf }: CellDesign,
  { cells, positions }: CellBlock,
  group: number,
  range: CellRange,
  weights: Float64Array,
  { sums, storeSums }: CellMoments,
): void {
  const { columns } = groups[group]!;
  const width = columns.length;
  const values = cells[group]!;
  const own = new Float64Array(positions.length * width);
  for (let cell = range.from; cell < range.to; cell++) {
    const weight = weights[cell]!;
    if (weight === 0) continue;
    const to = (cell % positions.length) * width;
    for (let k = 0; k < width; k++) own[to + k]! += weight * values[cell * width + k]!;
  }
  for (let i = 0; i < positions.length; i++) {
    const store = storeOf[positions[i]!]! * denseColumns;
    for (let k = 0; k < width; k++) {
      sums[columns[k]!]! += own[i * width + k]!;
      storeSums[store + columns[k]!]! += own[i * width + k]!;
    }
  }
}

function scatter(
  made: Float64Array,
  rows: readonly number[],
  columns: readonly number[],
  into: Float64Array,
  width: number,
): void {
  for (let j = 0; j < rows.length; j++) {
    for (let k = 0; k < columns.length; k++) {
      const value = made[j * columns.length + k]!;
      into[rows[j]! * width + columns[k]!]! += value;
      if (rows !== columns) into[columns[k]! * width + rows[j]!]! += value;
    }
  }
}
