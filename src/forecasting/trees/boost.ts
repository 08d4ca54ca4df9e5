import type { Aim, TreesParameters } from '../../contracts/project.ts';
import { breathe } from '../event-loop.ts';
import type { RowPlaces } from '../features/assemble.ts';
import type { FitHooks } from '../member-types.ts';
import { randomStream, shuffle, type RandomStream } from '../random.ts';
import { addTree, gatherBins, type BinnedTable } from './binned-columns.ts';
import { growTree } from './grow-tree.ts';
import type { Tree } from './tree.ts';
import { treeLoss } from './tree-loss.ts';

/** What trees learn from. */
export interface BoostingProblem {
  readonly table: BinnedTable;
  /** All rows. */
  readonly places: RowPlaces;
  /** log(1 + units) of each. */
  readonly target: Float64Array;
  /** Log units each starts from. */
  readonly offset: Float64Array;
  /** What a unit of error costs in each. */
  readonly cost: Float64Array;
  readonly aim: Aim;
}

/** Where boosting has come to. */
export interface BoostedTrees {
  readonly trees: readonly Tree[];
  /** Error on the rows each tree has learned from, once it is there. */
  readonly losses: readonly number[];
  /** By column of the table: by how much its splits made the loss smaller, by its curvature. */
  readonly gains: Float64Array;
}

export interface BoostHooks extends Pick<FitHooks, 'progress' | 'signal'> {
  /** Called after every tree but the last. */
  readonly onTree?: (grown: BoostedTrees) => Promise<void>;
  readonly resumeFrom?: BoostedTrees;
}

/** How many rows each tree learns from. */
export interface TreeDraw {
  /** Every tree learns from all rows up to this number. */
  readonly wholeRows: number;
  readonly mostRows: number;
}

const usualDraw: TreeDraw = { wholeRows: 20_000, mostRows: 262_144 };

/** Rows that each tree learns from, of all there are. */
export function rowsPerTree(rows: number, rowShare: number, { wholeRows, mostRows }: TreeDraw = usualDraw): number {
  return Math.min(rows, Math.max(wholeRows, Math.min(mostRows, Math.ceil(rowShare * rows))));
}

/**
 * Gradient boosting (Friedman 2001), each tree on rows and columns of its own (Friedman 2002): a tree fits the slope of the loss, its
 * leaves take the best common step of their rows, and the learning rate's share of it is added to the forecasts of all rows. Rows and columns
 * of a tree depend on the seed and its number alone, so that an interrupted fit continues to the same bytes.
 */
export async function boost(
  { table, places, target, offset, cost, aim }: BoostingProblem,
  settings: Omit<TreesParameters, 'enabled'>,
  seed: number,
  hooks: BoostHooks,
): Promise<BoostedTrees> {
  const loss = treeLoss(aim);
  const { resumeFrom } = hooks;
  const trees = [...(resumeFrom?.trees ?? [])];
  const losses = [...(resumeFrom?.losses ?? [])];
  const gains = Float64Array.from(resumeFrom?.gains ?? new Float64Array(table.length));
  const forecast = offset.slice();
  for (const tree of trees) {
    addTree(table, places, tree, forecast);
    await breathe(hooks.signal);
  }
  const split = table.map((_, column) => column).filter((column) => table[column]!.edges.length > 0);
  while (trees.length < settings.trees) {
    const random = randomStream(seed, 'tree', trees.length + 1);
    const rows = pickRows(target.length, rowsPerTree(target.length, settings.rowShare), random);
    const columns = pickColumns(split, settings.columnShare, random);
    const own = { forecast: pick(forecast, rows), target: pick(target, rows), cost: pick(cost, rows) };
    const slopes = { gradient: new Float64Array(rows.length), curvature: new Float64Array(rows.length) };
    loss.slopes(own.forecast, own.target, own.cost, slopes);
    const grown = growTree(
      {
        bins: columns.map((column) => gatherBins(table[column]!, places, rows)),
        binCounts: columns.map((column) => table[column]!.edges.length + 2),
        ...slopes,
      },
      columns,
      columns.map((column) => table[column]!.edges),
      settings,
      (chosen) => settings.learningRate * loss.step(chosen, own.forecast, own.target, slopes),
    );
    addTree(table, places, grown.tree, forecast);
    trees.push(grown.tree);
    for (const [column, gain] of grown.gains) gains[column]! += gain;
    const error = (loss.total(pick(forecast, rows), own.target, own.cost) * target.length) / rows.length;
    losses.push(error);
    hooks.progress?.({ epoch: trees.length, epochs: settings.trees, loss: error });
    if (trees.length < settings.trees) await hooks.onTree?.({ trees: [...trees], losses: [...losses], gains });
    await breathe(hooks.signal);
  }
  return { trees, losses, gains };
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

/** At least one column, rising. */
function pickColumns(columns: readonly number[], share: number, random: RandomStream): number[] {
  const order = Int32Array.from(columns);
  shuffle(order, random);
  return [...order.subarray(0, Math.max(1, Math.round(share * columns.length)))].sort((a, b) => a - b);
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}
