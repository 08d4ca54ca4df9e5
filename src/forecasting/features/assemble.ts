import type { StoredColumn } from './column.ts';
import type { Grid } from './grid.ts';

/** Rows by position of their series in a column, cutoff and step. */
export interface RowPlaces {
  readonly position: Int32Array;
  readonly cutoff: Int32Array;
  readonly step: Int32Array;
}

/** Columns gathered at a time: as many numbers of a row as lie in one line of the processor's cache. */
const batchColumns = 16;
/** Rows gathered at a time: what a batch writes of them stays in the cache until every column of it has been there. */
const tileRows = 256;

/**
 * Gathers columns into rows, row-major; the step is the last column. What is read at the cutoff is read at the last week whose
 * actuals may be used.
 *
 * @param names of all columns, in their order
 */
export function assemble(
  names: readonly string[],
  columns: Iterable<StoredColumn>,
  grid: Pick<Grid, 'nWeeks' | 'cutoffIndex' | 'lastActualIndex'>,
  horizonWeeks: number,
  { position, cutoff, step }: RowPlaces,
): { readonly columns: readonly string[]; readonly values: Float32Array } {
  const rows = position.length;
  const width = names.length + 1;
  const lead = grid.cutoffIndex - grid.lastActualIndex;
  const cutoffCell = new Int32Array(rows);
  const targetCell = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    const cell = position[r]! * grid.nWeeks + cutoff[r]!;
    cutoffCell[r] = cell - lead;
    targetCell[r] = cell + step[r]!;
  }
  const cellsOf = (column: StoredColumn): Int32Array => {
    const { rowOf, weeksAfter } = column;
    const own = column.at === 'cutoff' ? cutoffCell : targetCell;
    const cells = rowOf ? own.map((cell, r) => cell + (rowOf[position[r]!]! - position[r]!) * grid.nWeeks) : own;
    return weeksAfter ? cellsAfter(cells, step, horizonWeeks, weeksAfter) : cells;
  };

  const values = new Float32Array(rows * width);
  let place = 0;
  for (const batch of batches(columns, batchColumns)) {
    const gathered = batch.map((column) => ({ values: column.values, cells: cellsOf(column) }));
    if (batch.some(({ name }, k) => name !== names[place + k])) {
      throw new Error(`the columns are not those that were named: ${batch.map(({ name }) => name).join(', ')}`);
    }
    gatherBatch(gathered, values, width, place);
    place += batch.length;
  }
  if (place !== names.length) throw new Error(`${names.length} columns were named, and ${place} came`);
  for (let r = 0; r < rows; r++) values[r * width + place] = step[r]!;
  return { columns: [...names, 'step'], values };
}

interface Gathered {
  readonly values: Float32Array | Float64Array;
  /** Per row its cell, or -1 for a row that reads 0. */
  readonly cells: Int32Array;
}

/** Writes columns side by side into rows of a row-major matrix, from column `first` on. */
function gatherBatch(columns: readonly Gathered[], into: Float32Array, width: number, first: number): void {
  const rows = columns[0]?.cells.length ?? 0;
  for (let start = 0; start < rows; start += tileRows) {
    const end = Math.min(rows, start + tileRows);
    for (let k = 0; k < columns.length; k++) {
      const { values, cells } = columns[k]!;
      for (let r = start, cell = start * width + first + k; r < end; r++, cell += width) {
        const from = cells[r]!;
        into[cell] = from < 0 ? 0 : values[from]!;
      }
    }
  }
}

/** The cells some weeks after the target week, -1 in rows whose horizon ends before. */
function cellsAfter(targetCells: Int32Array, step: Int32Array, horizonWeeks: number, weeksAfter: number): Int32Array {
  return targetCells.map((cell, r) => (step[r]! + weeksAfter <= horizonWeeks ? cell + weeksAfter : -1));
}

function* batches<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
