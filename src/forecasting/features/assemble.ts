import type { StoredColumn } from './column.ts';
import type { Grid } from './grid.ts';

/** Rows by position of their series in a column, cutoff and step. */
export interface RowPlaces {
  readonly position: Int32Array;
  readonly cutoff: Int32Array;
  readonly step: Int32Array;
}

/** What says where a row reads a column. */
export interface RowLayout {
  readonly nWeeks: number;
  /** Weeks before a cutoff at which what is read at the cutoff is read. */
  readonly leadWeeks: number;
  readonly horizonWeeks: number;
}

/** Columns gathered at a time: as many numbers of a row as lie in one line of the processor's cache. */
export const batchColumns = 16;
/** Rows gathered at a time: what a batch writes of them stays in the cache until every column of it has been there. */
export const tileRows = 256;

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
  places: RowPlaces,
): { readonly columns: readonly string[]; readonly values: Float32Array } {
  const rows = places.position.length;
  const width = names.length + 1;
  const layout = { nWeeks: grid.nWeeks, leadWeeks: grid.cutoffIndex - grid.lastActualIndex, horizonWeeks };
  const values = new Float32Array(rows * width);
  let place = 0;
  for (const batch of batches(columns, batchColumns)) {
    if (batch.some(({ name }, k) => name !== names[place + k])) {
      throw new Error(`the columns are not those that were named: ${batch.map(({ name }) => name).join(', ')}`);
    }
    gatherColumns(batch, layout, places, values, width, place);
    place += batch.length;
  }
  if (place !== names.length) throw new Error(`${names.length} columns were named, and ${place} came`);
  for (let r = 0; r < rows; r++) values[r * width + place] = places.step[r]!;
  return { columns: [...names, 'step'], values };
}

/**
 * Writes columns next to each other into rows of a row-major matrix.
 *
 * @param width numbers of a row of the matrix
 * @param first where in a row the first column goes
 */
export function gatherColumns(
  columns: readonly StoredColumn[],
  { nWeeks, leadWeeks, horizonWeeks }: RowLayout,
  { position, cutoff, step }: RowPlaces,
  into: Float32Array,
  width: number,
  first = 0,
): void {
  const rows = position.length;
  for (let from = 0; from < columns.length; from += batchColumns) {
    const batch = columns.slice(from, from + batchColumns);
    for (let start = 0; start < rows; start += tileRows) {
      const end = Math.min(rows, start + tileRows);
      for (let k = 0; k < batch.length; k++) {
        const { at, values, rowOf, weeksAfter = 0, absent = 0 } = batch[k]!;
        const to = first + from + k;
        const last = horizonWeeks - weeksAfter;
        for (let r = start; r < end; r++) {
          const row = rowOf ? rowOf[position[r]!]! : position[r]!;
          const week = at === 'cutoff' ? cutoff[r]! - leadWeeks : cutoff[r]! + step[r]! + weeksAfter;
          into[r * width + to] = step[r]! > last ? absent : values[row * nWeeks + week]!;
        }
      }
    }
  }
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
