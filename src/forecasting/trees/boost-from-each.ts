import type { TreesParameters } from '../../contracts/project.ts';
import { hash32 } from '../random.ts';
import { boost } from './boost.ts';
import type { BoostedTrees, BoostHooks, BoostingProblem } from './boost.ts';

/** As `BoostingProblem`, with several log units that each row starts from. */
export interface SeveralStarts extends Omit<BoostingProblem, 'offset'> {
  readonly starts: readonly Float64Array[];
}

/**
 * Grows `settings.trees` trees from each start, one start after another, each with draws of its own. Trees and losses are in the order in
 * which they were grown, also in what `onTree` is given and in `resumeFrom`; gains are sums over all.
 */
export async function boostFromEach(
  { starts, ...problem }: SeveralStarts,
  settings: Omit<TreesParameters, 'enabled'>,
  seed: number,
  hooks: BoostHooks,
): Promise<BoostedTrees> {
  const { resumeFrom, onTree, progress, signal } = hooks;
  let grown: BoostedTrees = resumeFrom ?? { trees: [], losses: [], gains: new Float64Array(problem.table.length) };
  const each = settings.trees;
  for (let start = Math.floor(grown.trees.length / each); start < starts.length; start++) {
    const before = { trees: grown.trees.slice(0, start * each), losses: grown.losses.slice(0, start * each) };
    const withEarlier = ({ trees, losses, gains }: BoostedTrees): BoostedTrees => ({
      trees: [...before.trees, ...trees],
      losses: [...before.losses, ...losses],
      gains,
    });
    const own = await boost({ ...problem, offset: starts[start]! }, settings, hash32(`${seed}/${start}`), {
      ...(signal ? { signal } : {}),
      ...(progress
        ? {
            progress: ({ epoch, loss }) =>
              progress({ epoch: start * each + epoch, epochs: starts.length * each, loss }),
          }
        : {}),
      onTree: async (one) => onTree?.(withEarlier(one)),
      resumeFrom: {
        trees: grown.trees.slice(start * each),
        losses: grown.losses.slice(start * each),
        gains: grown.gains,
      },
    });
    grown = withEarlier(own);
    if (start + 1 < starts.length) await onTree?.(grown);
  }
  return grown;
}
