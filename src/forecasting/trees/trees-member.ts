import { breathe } from '../event-loop.ts';
import { featureModelOf } from '../feature-model-of.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowsRead } from '../features/rows-read.ts';
import { describeSpace } from '../features/row-space.ts';
import { finishForecast } from '../finish-forecast.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from '../member-types.ts';
import { offsets } from '../network/views.ts';
import type { View } from '../network/views.ts';
import type { Panel } from '../panel.ts';
import { stateMember } from '../state-member.ts';
import { binnedRows, meanOf, startingLevels } from './binned-rows.ts';
import { boostFromEach } from './boost-from-each.ts';
import { rowsPerTree } from './row-draws.ts';
import { seriesColumnNames } from './series-columns.ts';
import { leafOf, nextNode } from './tree.ts';
import type { Tree } from './tree.ts';
import { treeRowReader } from './tree-rows.ts';
import { unitCostOf } from './tree-loss.ts';
import { readTreesCheckpoint, treesCheckpointFiles, treesFiles } from './trees-files.ts';
import type { TreesState } from './trees-state.ts';

/** A forecast may exceed the segment's largest observed week, but not by more than this in logs. */
const headroom = 1;

/**
 * Fits the member of boosted trees: they add to two levels of a series, and minimise the aim itself.
 *
 * @throws MemberFilesError where `hooks.resumeFrom` is not a checkpoint
 */
export async function fitTreesMember(task: MemberTask, hooks: FitHooks): Promise<FittedMember> {
  const { signal, progress, onCheckpoint } = hooks;
  await breathe(signal);
  const resumeFrom = hooks.resumeFrom && readTreesCheckpoint(hooks.resumeFrom);
  const { panel, items, horizonWeeks, aim = 'balanced', seed } = task;
  const settings = task.parameters.trees;
  const features = hooks.featureModel ?? featureModelOf(task);
  const { space, table, places, target, starts, series } = await binnedRows(task, features, signal);
  await breathe(signal);
  const costOf = unitCostOf(aim, target.map(Math.expm1));
  const cost = target.map((value) => costOf(Math.expm1(value)));
  const { trees, losses, gains } = await boostFromEach({ table, places, target, starts, cost, aim }, settings, seed, {
    onTree: async (grown) => onCheckpoint?.(() => treesCheckpointFiles(grown)),
    ...(progress ? { progress } : {}),
    ...(signal ? { signal } : {}),
    ...(resumeFrom ? { resumeFrom } : {}),
  });
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const diagnostics = {
    ...describeSpace(space, panel),
    weeksUsed: new Set(places.cutoff.map((week, row) => week + places.step[row]!)).size,
    rowsPerTree: rowsPerTree(space.rows, settings.rowShare),
    trees: {
      losses,
      gainShares: Object.fromEntries(
        table.flatMap(({ name }, column) => (gains[column]! > 0 ? [[name, gains[column]! / total]] : [])),
      ),
    },
  };
  const ceiling = target.reduce((largest, value) => Math.max(largest, value), 0) + headroom;
  const state = { items, horizonWeeks, features, columns: space.columns, series, ceiling, diagnostics };
  return treesMember({ ...state, views: startingLevels, trees: trees.map(asPartOf(startingLevels)) });
}

/** A tree as a part of the mean over some starting levels. */
function asPartOf(views: readonly View[]): (tree: Tree) => Tree {
  return (tree) => ({ ...tree, value: tree.value.map((step) => step / views.length) });
}

/** What rows start from: the mean over the levels. */
function startsOf({ views }: TreesState, rows: FeatureRows): Float64Array {
  return meanOf(views.map((view) => offsets(rows, view)));
}

/** A member that forecasts with a fitted state. */
export function treesMember(state: TreesState): FittedMember {
  return stateMember(state, { name: 'trees', forecast: treesForecast, files: treesFiles });
}

/** The forecast of rows. */
export function treesForecast(state: TreesState, { panel, cutoffIndex, rows }: Omit<RowsRead, 'grid'>): MemberForecast {
  return finishForecast(rows, treesLogUnits(state, rows, panel), panel, cutoffIndex);
}

/** Log forecasts of rows: what they start from and what the trees add. */
export function treesLogUnits(state: TreesState, rows: FeatureRows, panel: Panel): Float64Array {
  const result = startsOf(state, rows);
  const valuesOf = treeRowReader(state, rows, panel);
  for (let row = 0; row < result.length; row++) {
    const valueOf = valuesOf(row);
    for (const tree of state.trees) result[row]! += tree.value[leafOf(tree, valueOf)]!;
    result[row] = Math.min(state.ceiling, result[row]!);
  }
  return result;
}

/** A row's log forecast in parts: `start + usual + Σ byColumn`, held between 0 and the ceiling, is `logUnits`. */
export interface TreeParts {
  readonly start: number;
  readonly usual: number;
  /** By column of the trees' table: feature columns, then those of the series. */
  readonly byColumn: Float64Array;
  readonly logUnits: number;
}

/** Takes forecasts of rows apart. */
export function takeApart(state: TreesState, rows: FeatureRows, panel: Panel): (row: number) => TreeParts {
  const starts = startsOf(state, rows);
  const valuesOf = treeRowReader(state, rows, panel);
  const columns = state.columns.length + seriesColumnNames(state.series).length;
  return (row) => {
    const byColumn = new Float64Array(columns);
    const valueOf = valuesOf(row);
    let [usual, sum] = [0, starts[row]!];
    for (const tree of state.trees) {
      usual += tree.value[0]!;
      let node = 0;
      for (let next = nextNode(tree, node, valueOf); next >= 0; next = nextNode(tree, node, valueOf)) {
        byColumn[tree.column[node]!]! += tree.value[next]! - tree.value[node]!;
        node = next;
      }
      sum += tree.value[node]!;
    }
    return { start: starts[row]!, usual, byColumn, logUnits: Math.max(0, Math.min(state.ceiling, sum)) };
  };
}
