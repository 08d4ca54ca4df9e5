import { breathe } from '../event-loop.ts';
import type { RowPlaces } from '../features/assemble.ts';
import { randomStream, type RandomStream } from '../random.ts';
import { addTree, addTreeToGathered, gatherBins, type BinnedTable } from './binned-columns.ts';
import type { Tree } from './tree.ts';

/** How many rows each tree learns from, and how often they are drawn. */
export interface DrawSettings {
  /** Every tree learns from all rows up to this number. */
  readonly wholeRows: number;
  /** A share is one of this many rows at most. */
  readonly countedRows: number;
  /** With more rows than these, several trees share a draw. */
  readonly keptRows: number;
  /** How many trees share one then. */
  readonly treesPerDraw: number;
}

export const usualDraw: DrawSettings = {
  wholeRows: 20_000,
  countedRows: 262_144,
  keptRows: 524_288,
  treesPerDraw: 20,
};

/** Rows that each tree learns from, of all there are. */
export function rowsPerTree(
  rows: number,
  rowShare: number,
  { wholeRows, countedRows }: Pick<DrawSettings, 'wholeRows' | 'countedRows'> = usualDraw,
): number {
  return Math.min(rows, Math.max(wholeRows, Math.ceil(rowShare * Math.min(rows, countedRows))));
}

/** All rows, and what they start from. */
export interface DrawableRows {
  readonly table: BinnedTable;
  /** All rows. */
  readonly places: RowPlaces;
  /** log(1 + units) of each. */
  readonly target: Float64Array;
  /** Log units each starts from. */
  readonly offset: Float64Array;
  /** What a unit of error costs in each. */
  readonly cost: Float64Array;
}

/** The rows that a tree learns from. */
interface DrawnRows extends Pick<DrawableRows, 'target' | 'cost'> {
  readonly rows: Int32Array;
  /** From the trees before it; trees that share the draw are added in place. */
  readonly forecast: Float64Array;
  /** The bins of some columns of the table. */
  bins(columns: readonly number[]): readonly Uint8Array[];
}

/** The rows of one tree after another. */
export interface RowDraws {
  /** For the tree after those that were added. @param random the tree's own; a shared draw does not use it */
  next(random: RandomStream): Promise<DrawnRows>;
  add(tree: Tree): void;
  /** With the trees added since. */
  forecastOf(drawn: DrawnRows): Float64Array;
}

/** Whether trees share draws of this many rows. */
export function sharesDraws(rows: number, { keptRows }: Pick<DrawSettings, 'keptRows'> = usualDraw): boolean {
  return rows > keptRows;
}

/** Draws for each tree, and keeps the forecasts of all rows. */
export function freshDraws({ table, places, target, offset, cost }: DrawableRows, wanted: number): RowDraws {
  const forecast = offset.slice();
  return {
    next(random) {
      const rows = pickRows(target.length, wanted, random);
      return Promise.resolve({
        ...{ rows, forecast: pick(forecast, rows), target: pick(target, rows), cost: pick(cost, rows) },
        bins: (columns: readonly number[]) =>
          gatherBins(
            columns.map((column) => table[column]!),
            places,
            rows,
          ),
      });
    },
    add: (tree) => addTree(table, places, tree, forecast),
    forecastOf: ({ rows }) => pick(forecast, rows),
  };
}

/**
 * Draws once for a number of trees, and keeps the forecasts of the drawn rows alone: those of millions of rows would take most of a fit's
 * time. A new draw takes up the trees so far.
 */
export function sharedDraws(
  { table, places, target, offset, cost }: DrawableRows,
  wanted: number,
  seed: number,
  { treesPerDraw }: Pick<DrawSettings, 'treesPerDraw'>,
  signal?: AbortSignal,
): RowDraws {
  const trees: Tree[] = [];
  let current: { readonly number: number; readonly drawn: DrawnRows; readonly all: readonly Uint8Array[] } | undefined;
  return {
    async next() {
      const number = Math.floor(trees.length / treesPerDraw);
      if (current?.number === number) return current.drawn;
      const rows = pickRows(target.length, wanted, randomStream(seed, 'draw', number + 1));
      const forecast = pick(offset, rows);
      // Not two at a time.
      current = undefined;
      // The trees of a draw read nearly every column.
      const all = gatherBins(table, places, rows);
      for (const tree of trees) {
        addTreeToGathered(table, all, tree, forecast);
        await breathe(signal);
      }
      const bins = (columns: readonly number[]): readonly Uint8Array[] => columns.map((column) => all[column]!);
      const drawn = { rows, forecast, target: pick(target, rows), cost: pick(cost, rows), bins };
      current = { number, drawn, all };
      return drawn;
    },
    add(tree) {
      trees.push(tree);
      if (current) addTreeToGathered(table, current.all, tree, current.drawn.forecast);
    },
    forecastOf: ({ forecast }) => forecast,
  };
}

/** One row from each of as many stretches of neighbours: of every series and time. */
function pickRows(rows: number, wanted: number, random: RandomStream): Int32Array {
  if (wanted === rows) return Int32Array.from({ length: rows }, (_, row) => row);
  return Int32Array.from({ length: wanted }, (_, k) => {
    const from = Math.floor((k * rows) / wanted);
    const to = Math.floor(((k + 1) * rows) / wanted);
    return from + Math.floor(random() * (to - from));
  });
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}
