import type { RowPlaces } from '../features/assemble.ts';
import type { StoredColumn } from '../features/column.ts';
import type { RowSpace } from '../features/row-space.ts';
import { binEdges, binOf } from './bin-edges.ts';
import type { Tree } from './tree.ts';

/**
 * A column as bins, kept where its values are: a series' and week's once, not once for every row that reads it. A row reads
 * the bin at `rowOf(position)·ofRow + cutoff·ofCutoff + step·ofStep + shift`.
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
 * Bins what rows read: the columns of a space, the step, and columns of the series.
 *
 * @param sample rows whose values decide the edges
 * @param ofSeries per column, by position; NaN where missing
 */
export function binTable(
  space: RowSpace,
  sample: RowPlaces,
  ofSeries: readonly { readonly name: string; readonly values: Float32Array }[],
): BinnedTable {
  const { horizonWeeks } = space;
  const always = { rowOf: undefined, lastStep: horizonWeeks, absentBin: 0 };
  const steps = Float32Array.from({ length: horizonWeeks + 1 }, (_, step) => step);
  return [
    ...space.stored.map((column) => binStored(column, space, sample)),
    binned('step', steps, steps.subarray(1), { ...always, ofRow: 0, ofCutoff: 0, ofStep: 1, shift: 0 }),
    ...ofSeries.map(({ name, values }) =>
      binned(name, values, values.slice(), { ...always, ofRow: 1, ofCutoff: 0, ofStep: 0, shift: 0 }),
    ),
  ];
}

function binStored(column: StoredColumn, space: RowSpace, sample: RowPlaces): BinnedColumn {
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
  place: Omit<BinnedColumn, 'name' | 'edges' | 'bins'>,
): BinnedColumn {
  const edges = binEdges(known);
  return { name, edges, bins: binsOf(edges, values), ...place };
}

function binsOf(edges: Float32Array, values: Float32Array | Float64Array): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bins[i] = binOf(edges, values[i]!);
  return bins;
}

function indexOf(
  { rowOf, ofRow, ofCutoff, ofStep, shift }: Omit<BinnedColumn, 'name' | 'edges' | 'bins' | 'lastStep' | 'absentBin'>,
  { position, cutoff, step }: RowPlaces,
  row: number,
): number {
  const at = position[row]!;
  return (rowOf ? rowOf[at]! : at) * ofRow + cutoff[row]! * ofCutoff + step[row]! * ofStep + shift;
}

/** The bins of a column that some rows read. @param rows of the places */
export function gatherBins(column: BinnedColumn, places: RowPlaces, rows: Int32Array): Uint8Array {
  const { bins, rowOf, ofRow, ofCutoff, ofStep, shift, lastStep, absentBin } = column;
  const { position, cutoff, step } = places;
  const result = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const own = rowOf ? rowOf[position[row]!]! : position[row]!;
    const h = step[row]!;
    result[i] = h > lastStep ? absentBin : bins[own * ofRow + cutoff[row]! * ofCutoff + h * ofStep + shift]!;
  }
  return result;
}

/** Adds a tree's values to the forecasts of all rows. */
export function addTree(table: BinnedTable, places: RowPlaces, tree: Tree, forecast: Float64Array): void {
  // As bins, thresholds need no values: a bin up to that of its threshold lies left.
  const lastLeft = Int32Array.from(tree.column, (column, node) =>
    column < 0 ? 0 : binOf(table[column]!.edges, tree.threshold[node]!),
  );
  const columns = Array.from(tree.column, (column) => (column < 0 ? undefined : table[column]!));
  for (let row = 0; row < forecast.length; row++) {
    let node = 0;
    for (let column = columns[0]; column; column = columns[node]) {
      const bin = places.step[row]! > column.lastStep ? column.absentBin : column.bins[indexOf(column, places, row)]!;
      const goesLeft = bin === 0 ? tree.missingLeft[node] === 1 : bin <= lastLeft[node]!;
      node = goesLeft ? tree.left[node]! : tree.right[node]!;
    }
    forecast[row]! += tree.value[node]!;
  }
}
