import type {
  MemberTraining,
  NetworkTraining,
  RegressionsTraining,
  TreesTraining,
} from '../contracts/training-report.ts';
import { columnLabel } from './explain/column-labels.ts';
import { contentOf, specificationFile } from './member-files.ts';
import { pooledName } from './lasso/lasso-member.ts';

/** What members of any code have written of their fits, as far as it is read here. */
interface Diagnostics {
  readonly trainingRows?: number;
  readonly featureColumns?: number;
  readonly targetWeeks?: number;
  readonly oldestCutoff?: string;
  readonly networks?: readonly NetworkTraining[];
  readonly rowsPerTree?: number;
  readonly trees?: { readonly losses: readonly number[]; readonly gainShares: Readonly<Record<string, number>> };
  readonly regressions?: Readonly<
    Record<string, { readonly columns: number; readonly nonZero: number; readonly alpha: number }>
  >;
}

/** How a member was trained, by its files; nothing is known without any. Looks at the specification alone. */
export function memberFacts(files: ReadonlyMap<string, Uint8Array>): Omit<MemberTraining, 'member' | 'preset'> {
  const content = files.has(specificationFile) ? contentOf(files) : {};
  const { diagnostics = {}, views } = content as {
    readonly diagnostics?: Diagnostics;
    readonly views?: readonly unknown[];
  };
  const { trainingRows, featureColumns, targetWeeks, oldestCutoff, networks = [], regressions } = diagnostics;
  const { trees, rowsPerTree } = diagnostics;
  return {
    ...{ trainingRows: trainingRows ?? null, featureColumns: featureColumns ?? null },
    ...{ targetWeeks: targetWeeks ?? null, oldestCutoff: oldestCutoff ?? null },
    networks: networks.map(({ view, losses, validationLosses }) => ({ view, losses, validationLosses })),
    ...(regressions ? { regressions: summaryOf(regressions) } : {}),
    ...(trees ? { trees: treesOf(trees, rowsPerTree ?? 0, views?.length ?? 1) } : {}),
  };
}

function summaryOf(regressions: NonNullable<Diagnostics['regressions']>): RegressionsTraining {
  const all = Object.values(regressions);
  const used = all.map(({ nonZero }) => nonZero).sort((a, b) => a - b);
  const alphas = all.map(({ alpha }) => alpha).sort((a, b) => a - b);
  return {
    count: all.length,
    pooled: pooledName in regressions,
    columns: all.reduce((most, { columns }) => Math.max(most, columns), 0),
    used: { least: used[0] ?? 0, median: used[Math.floor(used.length / 2)] ?? 0, most: used.at(-1) ?? 0 },
    alpha: { least: alphas[0] ?? 0, most: alphas.at(-1) ?? 0 },
  };
}

/** Columns of trees that are named. */
const mostColumns = 10;

/** @param startingLevels levels that the same number of trees start from each: one in members of earlier code, which name none */
function treesOf(
  { losses, gainShares }: NonNullable<Diagnostics['trees']>,
  rowsPerTree: number,
  startingLevels: number,
): TreesTraining {
  const treesPerLevel = losses.length / startingLevels;
  const meanOf = (tree: number): number =>
    losses.filter((_, i) => i % treesPerLevel === tree).reduce((sum, loss) => sum + loss, 0) / startingLevels;
  const columns = Object.entries(gainShares)
    .map(([column, share]) => ({ column: columnLabel(column), share }))
    .sort((a, b) => b.share - a.share);
  return {
    count: losses.length,
    rowsPerTree,
    losses: { first: meanOf(0), last: meanOf(treesPerLevel - 1) },
    columns: columns.slice(0, mostColumns),
  };
}
