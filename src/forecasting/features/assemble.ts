import type { FeatureColumn } from './column.ts';
import type { Grid } from './grid.ts';

/** Rows by position of their series in a column, cutoff and step. */
export interface RowPlaces {
  readonly position: Int32Array;
  readonly cutoff: Int32Array;
  readonly step: Int32Array;
}

/**
 * Gathers columns into rows, row-major; the step is the last column. What is read at the cutoff is read at the last week whose
 * actuals may be used.
 */
export function assemble(
  columns: Iterable<FeatureColumn>,
  grid: Pick<Grid, 'nWeeks' | 'cutoffIndex' | 'lastActualIndex'>,
  horizonWeeks: number,
  { position, cutoff, step }: RowPlaces,
): { readonly columns: readonly string[]; readonly values: Float32Array } {
  const lead = grid.cutoffIndex - grid.lastActualIndex;
  const cutoffCell = new Int32Array(position.length);
  const targetCell = new Int32Array(position.length);
  for (let r = 0; r < position.length; r++) {
    const cell = position[r]! * grid.nWeeks + cutoff[r]!;
    cutoffCell[r] = cell - lead;
    targetCell[r] = cell + step[r]!;
  }
  const names: string[] = [];
  const gathered: Float32Array[] = [];
  for (const column of columns) {
    names.push(column.name);
    if (column.at === 'cutoff') gathered.push(gather(column.values, cutoffCell));
    else if (!column.weeksAfter) gathered.push(gather(column.values, targetCell));
    else gathered.push(gatherAfter(column.values, targetCell, step, horizonWeeks, column.weeksAfter));
  }
  names.push('step');
  gathered.push(Float32Array.from(step));
  return { columns: names, values: rowMajor(gathered, position.length) };
}

/** Rows turned at a time: their part of the result stays in the processor's cache while every column is written to it. */
const tileRows = 128;

function rowMajor(columns: readonly Float32Array[], rows: number): Float32Array {
  const width = columns.length;
  const values = new Float32Array(rows * width);
  for (let start = 0; start < rows; start += tileRows) {
    const end = Math.min(rows, start + tileRows);
    for (let j = 0; j < width; j++) {
      const column = columns[j]!;
      for (let r = start; r < end; r++) values[r * width + j] = column[r]!;
    }
  }
  return values;
}

function gather(values: Float64Array, cells: Int32Array): Float32Array {
  const column = new Float32Array(cells.length);
  for (let r = 0; r < cells.length; r++) column[r] = values[cells[r]!]!;
  return column;
}

/** Some weeks after the target week, 0 in rows whose horizon ends before. */
function gatherAfter(
  values: Float64Array,
  targetCells: Int32Array,
  step: Int32Array,
  horizonWeeks: number,
  weeksAfter: number,
): Float32Array {
  const column = new Float32Array(targetCells.length);
  for (let r = 0; r < column.length; r++) {
    if (step[r]! + weeksAfter <= horizonWeeks) column[r] = values[targetCells[r]! + weeksAfter]!;
  }
  return column;
}
