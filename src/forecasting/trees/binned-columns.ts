import { breathe } from '../event-loop.ts';
import { batchColumns, tileRows } from '../features/assemble.ts';
import type { RowPlaces } from '../features/assemble.ts';
import type { StoredColumn } from '../features/column.ts';
import type { RowCells } from '../features/row-space.ts';
import { binEdges, binOf, binsOf, missingBin } from './bin-edges.ts';
import type { Tree } from './tree.ts';

/**
 * A column as bins, kept where its values are: a series' and week's once, not once for every row that reads it. Columns may share an
 * array. A row reads the bin at `rowOf(position)·ofRow + cutoff·ofCutoff + step·ofStep + shift`.
 */
interface BinnedColumn {
  readonly name: string;
  readonly edges: Float32Array;
  readonly bins: Uint8Array;
  readonly rowOf: Int32Array | undefined;
  readonly ofRow: number;
  readonly ofCutoff: number;
  readonly ofStep: number;
  readonly shift: number;
  /** Steps beyond it read `absentBin`. */
  readonly lastStep: number;
  readonly absentBin: number;
}

/** All columns of a table as bins. */
export type BinnedTable = readonly BinnedColumn[];

/**
 * Bins the columns of a space, which need not be held all at once.
 *
 * @param sample rows whose values decide the edges
 * @param together whether the bins of a series and week lie next to each other. That is faster where whole rows are gathered from a large
 *   space, and slower where a tree reads a few columns of every row.
 */
export async function binColumns(
  space: RowCells,
  columns: Iterable<StoredColumn>,
  sample: RowPlaces,
  { together, signal }: { readonly together: boolean; readonly signal?: AbortSignal | undefined },
): Promise<BinnedTable> {
  const table: BinnedColumn[] = [];
  let batch: BinnedColumn[] = [];
  const close = (): void => {
    table.push(...interleaved(batch));
    batch = [];
  };
  for (const column of columns) {
    const own = binStored(column, space, sample);
    await breathe(signal);
    // What series share is small, and stays on its own.
    if (column.rowOf || !together) {
      close();
      table.push(own);
      continue;
    }
    batch.push(own);
    if (batch.length === batchColumns) close();
  }
  close();
  return table;
}

/** The step of a row as a column. */
export function binSteps({ horizonWeeks }: Pick<RowCells, 'horizonWeeks'>): BinnedColumn {
  const steps = Float32Array.from({ length: horizonWeeks + 1 }, (_, step) => step);
  return binned('step', steps, steps.subarray(1), {
    ofRow: 0,
    ofCutoff: 0,
    ofStep: 1,
    shift: 0,
    lastStep: horizonWeeks,
  });
}

/** A column of the series. @param values by position; NaN where missing */
export function binSeries(
  name: string,
  values: Float32Array,
  { horizonWeeks }: Pick<RowCells, 'horizonWeeks'>,
): BinnedColumn {
  return binned(name, values, values.slice(), { ofRow: 1, ofCutoff: 0, ofStep: 0, shift: 0, lastStep: horizonWeeks });
}

function binStored(column: StoredColumn, space: RowCells, sample: RowPlaces): BinnedColumn {
  const { at, values, rowOf, weeksAfter = 0, absent = 0 } = column;
  const { nWeeks, leadWeeks, horizonWeeks } = space;
  const place = {
    ...{ rowOf, ofRow: nWeeks, ofCutoff: 1, lastStep: horizonWeeks - weeksAfter },
    ...(at === 'cutoff' ? { ofStep: 0, shift: -leadWeeks } : { ofStep: 1, shift: weeksAfter }),
  };
  const reader = { bins: values, ...place };
  const read = Float32Array.from(sample.position.keys(), (row) => {
    return sample.step[row]! > place.lastStep ? absent : reader.bins[indexOf(reader, sample, row)]!;
  });
  const edges = binEdges(read);
  return { name: column.name, edges, bins: binsOf(edges, values), ...place, absentBin: binOf(edges, absent) };
}

function binned(
  name: string,
  values: Float32Array,
  known: Float32Array,
  place: Omit<BinnedColumn, 'name' | 'edges' | 'bins' | 'rowOf' | 'absentBin'>,
): BinnedColumn {
  const edges = binEdges(known);
  return { name, edges, bins: binsOf(edges, values), rowOf: undefined, ...place, absentBin: missingBin };
}

/** The same columns with their bins next to each other. @param columns of as many cells each */
function interleaved(columns: readonly BinnedColumn[]): BinnedColumn[] {
  const width = columns.length;
  if (width < 2) return [...columns];
  const cells = columns[0]!.bins.length;
  const bins = new Uint8Array(cells * width);
  // As many cells at a time as rows elsewhere, for the same reason.
  for (let start = 0; start < cells; start += tileRows) {
    const end = Math.min(cells, start + tileRows);
    for (let k = 0; k < width; k++) {
      const own = columns[k]!.bins;
      for (let cell = start; cell < end; cell++) bins[cell * width + k] = own[cell]!;
    }
  }
  return columns.map((column, k) => ({
    ...column,
    bins,
    ofRow: column.ofRow * width,
    ofCutoff: column.ofCutoff * width,
    ofStep: column.ofStep * width,
    shift: column.shift * width + k,
  }));
}

function indexOf(
  { rowOf, ofRow, ofCutoff, ofStep, shift }: Omit<BinnedColumn, 'name' | 'edges' | 'bins' | 'lastStep' | 'absentBin'>,
  { position, cutoff, step }: RowPlaces,
  row: number,
): number {
  const at = position[row]!;
  return (rowOf ? rowOf[at]! : at) * ofRow + cutoff[row]! * ofCutoff + step[row]! * ofStep + shift;
}

/** The bins that some rows read, per column. @param rows of the places */
export function gatherBins(columns: BinnedTable, places: RowPlaces, rows: Int32Array): Uint8Array[] {
  const result = columns.map(() => new Uint8Array(rows.length));
  for (let start = 0; start < rows.length; start += tileRows) {
    const end = Math.min(rows.length, start + tileRows);
    columns.forEach((column, c) => gatherTile(column, places, rows, start, end, result[c]!));
  }
  return result;
}

function gatherTile(
  { bins, rowOf, ofRow, ofCutoff, ofStep, shift, lastStep, absentBin }: BinnedColumn,
  { position, cutoff, step }: RowPlaces,
  rows: Int32Array,
  start: number,
  end: number,
  into: Uint8Array,
): void {
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const own = rowOf ? rowOf[position[row]!]! : position[row]!;
    const h = step[row]!;
    into[i] = h > lastStep ? absentBin : bins[own * ofRow + cutoff[row]! * ofCutoff + h * ofStep + shift]!;
  }
}

/** Adds a tree's values to the forecasts of all rows. */
export function addTree(table: BinnedTable, places: RowPlaces, tree: Tree, forecast: Float64Array): void {
  const lastLeft = lastBinsLeft(table, tree);
  const columns = Array.from(tree.column, (column) => (column < 0 ? undefined : table[column]!));
  for (let row = 0; row < forecast.length; row++) {
    let node = 0;
    for (let column = columns[0]; column; column = columns[node]) {
      const bin = places.step[row]! > column.lastStep ? column.absentBin : column.bins[indexOf(column, places, row)]!;
      const goesLeft = bin === missingBin ? tree.missingLeft[node] === 1 : bin <= lastLeft[node]!;
      node = goesLeft ? tree.left[node]! : tree.right[node]!;
    }
    forecast[row]! += tree.value[node]!;
  }
}

/** Adds a tree's values to the forecasts of rows whose bins are gathered. @param bins of every column of the table, by row */
export function addTreeToGathered(
  table: BinnedTable,
  bins: readonly Uint8Array[],
  tree: Tree,
  forecast: Float64Array,
): void {
  const lastLeft = lastBinsLeft(table, tree);
  const columns = Array.from(tree.column, (column) => (column < 0 ? undefined : bins[column]!));
  for (let row = 0; row < forecast.length; row++) {
    let node = 0;
    for (let column = columns[0]; column; column = columns[node]) {
      const bin = column[row]!;
      const goesLeft = bin === missingBin ? tree.missingLeft[node] === 1 : bin <= lastLeft[node]!;
      node = goesLeft ? tree.left[node]! : tree.right[node]!;
    }
    forecast[row]! += tree.value[node]!;
  }
}

/** Per node the last bin that goes left. As bins, thresholds need no values: a bin up to that of its threshold lies left. */
function lastBinsLeft(table: BinnedTable, { column, threshold }: Tree): Int32Array {
  return Int32Array.from(column, (one, node) => (one < 0 ? 0 : binOf(table[one]!.edges, threshold[node]!)));
}
