import type { StoredColumn } from '../features/column.ts';
import type { CellDesign, CellGroup, CellValue } from './cell-design.ts';

/**
 * Some series of a design, cell by cell in the order of weeks: cell = week · series + position in the block. Rows are in the
 * order of their target cells, then steps, so that the rows of consecutive target weeks lie together.
 */
export interface CellBlock {
  /** Positions of the series in the space. */
  readonly positions: Int32Array;
  /** Weeks up to the last target week. */
  readonly weeks: number;
  /** Per group of the design, row-major, cells × columns of the group; 0 in cells that no row reads. */
  readonly cells: readonly Float64Array[];
  /** Per target cell the number of its rows, whose steps are 1 … n. */
  readonly steps: Uint16Array;
  /** Per target cell the number of the rows before its own; one more number for the end. */
  readonly rowOffset: Int32Array;
  /** log(1 + units) of the target cells that have rows. */
  readonly logUnits: Float64Array;
}

/** Numbers of a block at most, 32 MB. */
const blockNumbers = 4_000_000;
/** Columns written at a time: as many as lie in one line of the processor's cache. */
const batchColumns = 8;

/** The series in blocks that are small enough to be held; the same block again and again where there is only one. */
export function blocksOf(design: CellDesign, positions: Int32Array): () => Iterable<CellBlock> {
  const weeks = design.space.lastActualIndex + 1;
  const perBlock = Math.max(1, Math.floor(blockNumbers / (weeks * design.denseColumns)));
  if (positions.length <= perBlock) {
    const only = [readBlock(design, positions)];
    return () => only;
  }
  return function* () {
    for (let from = 0; from < positions.length; from += perBlock) {
      yield readBlock(design, positions.subarray(from, from + perBlock));
    }
  };
}

/** The rows of a block with a target week in `from` … `to`: `from` … `to - 1`. */
export function rowRange({ rowOffset, positions }: CellBlock, from: number, to: number) {
  return { from: rowOffset[from * positions.length]!, to: rowOffset[(to + 1) * positions.length]! };
}

function readBlock(design: CellDesign, positions: Int32Array): CellBlock {
  const { space } = design;
  const { nWeeks } = space;
  const weeks = space.lastActualIndex + 1;
  const count = positions.length;
  const steps = new Uint16Array(weeks * count);
  const logUnits = new Float64Array(weeks * count);
  const rowOffset = new Int32Array(weeks * count + 1);
  for (let w = 0, cell = 0; w < weeks; w++) {
    for (let i = 0; i < count; i++, cell++) {
      const from = positions[i]! * nWeeks + w;
      steps[cell] = space.stepsTo[from]!;
      if (steps[cell]! > 0) logUnits[cell] = space.logUnits[from]!;
      rowOffset[cell + 1] = rowOffset[cell]! + steps[cell]!;
    }
  }
  const cells = design.groups.map((group) => readGroup(design, group, positions, weeks));
  return { positions, weeks, cells, steps, rowOffset, logUnits };
}

function readGroup(design: CellDesign, group: CellGroup, positions: Int32Array, weeks: number): Float64Array {
  const { space } = design;
  const { nWeeks } = space;
  const width = group.values.length;
  const count = positions.length;
  const result = new Float64Array(weeks * count * width);
  const rows = group.at === 'cutoff' ? space.stepsFrom : space.stepsTo;
  const shift = group.at === 'cutoff' ? -space.leadWeeks : group.weeksAfter;
  for (let i = 0; i < count; i++) {
    const used = positions[i]! * nWeeks;
    for (let first = 0; first < width; first += batchColumns) {
      const readers = group.values.slice(first, first + batchColumns).map((value) => {
        return readerOf(design, value, positions[i]!, shift);
      });
      for (let w = 0; w < weeks; w++) {
        if (rows[used + w] === 0) continue;
        const to = (w * count + i) * width + first;
        for (let k = 0; k < readers.length; k++) result[to + k] = read(readers[k]!, w);
      }
    }
  }
  return result;
}

/** Reads one series of a column: (values[start + week] − mean) · inverse, times the same of a second column. */
interface CellReader {
  readonly values: Float32Array | Float64Array | null;
  readonly start: number;
  readonly mean: number;
  readonly inverse: number;
  readonly second: CellReader | null;
}

function read({ values, start, mean, inverse, second }: CellReader, week: number): number {
  const value = values === null ? 1 : (values[start + week]! - mean) * inverse;
  return second === null ? value : value * read(second, week);
}

function readerOf({ space, scaling }: CellDesign, value: CellValue, position: number, shift: number): CellReader {
  const startOf = ({ rowOf }: StoredColumn) => (rowOf ? rowOf[position]! : position) * space.nWeeks + shift;
  const scaledReader = (feature: number, second: CellReader | null): CellReader => {
    const column = space.stored[feature]!;
    const deviation = scaling.deviation[feature]!;
    const inverse = deviation === 0 ? 0 : 1 / deviation;
    return { values: column.values, start: startOf(column), mean: scaling.mean[feature]!, inverse, second };
  };
  switch (value.of) {
    case 'one':
      return { values: null, start: 0, mean: 0, inverse: 1, second: null };
    case 'feature':
      return scaledReader(value.feature, null);
    case 'product':
      return scaledReader(value.a, scaledReader(value.b, null));
    case 'unscaled': {
      const column = space.stored[value.feature]!;
      return { values: column.values, start: startOf(column), mean: 0, inverse: 1, second: null };
    }
  }
}
