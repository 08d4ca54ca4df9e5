import type { Aim, TreesParameters } from '../../contracts/project.ts';
import { breathe } from '../event-loop.ts';
import type { FitHooks } from '../member-types.ts';
import { randomStream, shuffle, type RandomStream } from '../random.ts';
import { growTree } from './grow-tree.ts';
import {
  freshDraws,
  rowsPerTree,
  sharedDraws,
  sharesDraws,
  usualDraw,
  type DrawableRows,
  type DrawSettings,
} from './row-draws.ts';
import type { Tree } from './tree.ts';
import { treeLoss } from './tree-loss.ts';

/** What trees learn from. */
export interface BoostingProblem extends DrawableRows {
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

/**
 * Gradient boosting (Friedman 2001), each tree on rows and columns that are drawn (Friedman 2002): a tree fits the slope of the loss, its
 * leaves take the best common step of their rows, and the learning rate's share of it is added to forecasts. Rows and columns
 * of a tree depend on the seed and its number alone, so that an interrupted fit continues to the same bytes.
 */
export async function boost(
  problem: BoostingProblem,
  settings: Omit<TreesParameters, 'enabled'>,
  seed: number,
  hooks: BoostHooks,
  draw: DrawSettings = usualDraw,
): Promise<BoostedTrees> {
  const { table, target } = problem;
  const loss = treeLoss(problem.aim);
  const { resumeFrom } = hooks;
  const trees = [...(resumeFrom?.trees ?? [])];
  const losses = [...(resumeFrom?.losses ?? [])];
  const gains = Float64Array.from(resumeFrom?.gains ?? new Float64Array(table.length));
  const wanted = rowsPerTree(target.length, settings.rowShare, draw);
  const draws = sharesDraws(target.length, draw)
    ? sharedDraws(problem, wanted, seed, draw, hooks.signal)
    : freshDraws(problem, wanted);
  for (const tree of trees) {
    draws.add(tree);
    await breathe(hooks.signal);
  }
  const split = table.map((_, column) => column).filter((column) => table[column]!.edges.length > 0);
  while (trees.length < settings.trees) {
    const random = randomStream(seed, 'tree', trees.length + 1);
    const drawn = await draws.next(random);
    const columns = pickColumns(split, settings.columnShare, random);
    const rows = drawn.target.length;
    const slopes = { gradient: new Float64Array(rows), curvature: new Float64Array(rows) };
    loss.slopes(drawn.forecast, drawn.target, drawn.cost, slopes);
    const grown = growTree(
      {
        bins: drawn.bins(columns),
        binCounts: columns.map((column) => table[column]!.edges.length + 2),
        ...slopes,
      },
      columns,
      columns.map((column) => table[column]!.edges),
      settings,
      (chosen) => settings.learningRate * loss.step(chosen, drawn.forecast, drawn.target, slopes),
    );
    draws.add(grown.tree);
    trees.push(grown.tree);
    for (const [column, gain] of grown.gains) gains[column]! += gain;
    const error = (loss.total(draws.forecastOf(drawn), drawn.target, drawn.cost) * target.length) / rows;
    losses.push(error);
    hooks.progress?.({ epoch: trees.length, epochs: settings.trees, loss: error });
    if (trees.length < settings.trees) await hooks.onTree?.({ trees: [...trees], losses: [...losses], gains });
    await breathe(hooks.signal);
  }
  return { trees, losses, gains };
}

/** At least one column, rising. */
function pickColumns(columns: readonly number[], share: number, random: RandomStream): number[] {
  const order = Int32Array.from(columns);
  shuffle(order, random);
  return [...order.subarray(0, Math.max(1, Math.round(share * columns.length)))].sort((a, b) => a - b);
}
