import type { TreesParameters } from '../../contracts/project.ts';
import { hash32 } from '../random.ts';
import { boost } from './boost.ts';
import type { BoostedTrees, BoostHooks, BoostingProblem } from './boost.ts';

/** As `BoostingProblem`, with several numbers of log units for each row to start from. */
export interface MultiStartProblem extends Omit<BoostingProblem, 'offset'> {
  readonly starts: readonly Float64Array[];
}

/**
 * Grows `settings.trees` trees from each start, one start after another, each with draws of its own. Trees and losses are in the order in
 * which they were grown, also in what `onTree` is given and in `resumeFrom`; gains are sums over all.
 */
export async function boostFromEach(
  { starts, ...problem }: MultiStartProblem,
  settings: Omit<TreesParameters, 'enabled'>,
  seed: number,
  hooks: BoostHooks,
): Promise<BoostedTrees> {
  const { resumeFrom, onTree, progress, signal } = hooks;
  let grown: BoostedTrees = resumeFrom ?? { trees: [], losses: [], gains: new Float64Array(problem.table.length) };
  const treesPerStart = settings.trees;
  for (let start = Math.floor(grown.trees.length / treesPerStart); start < starts.length; start++) {
    const before = {
      trees: grown.trees.slice(0, start * treesPerStart),
      losses: grown.losses.slice(0, start * treesPerStart),
    };
    const withEarlier = ({ trees, losses, gains }: BoostedTrees): BoostedTrees => ({
      trees: [...before.trees, ...trees],
      losses: [...before.losses, ...losses],
      gains,
    });
    const fromStart = await boost({ ...problem, offset: starts[start]! }, settings, hash32(`${seed}/${start}`), {
      ...(signal ? { signal } : {}),
      ...(progress
        ? {
            progress: ({ epoch, loss }) =>
              progress({ epoch: start * treesPerStart + epoch, epochs: starts.length * treesPerStart, loss }),
          }
        : {}),
      onTree: async (one) => onTree?.(withEarlier(one)),
      resumeFrom: {
        trees: grown.trees.slice(start * treesPerStart),
        losses: grown.losses.slice(start * treesPerStart),
        gains: grown.gains,
      },
    });
    grown = withEarlier(fromStart);
    if (start + 1 < starts.length) await onTree?.(grown);
  }
  return grown;
}
