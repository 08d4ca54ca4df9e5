import { MemberFilesError } from '../errors.ts';
import type { FeatureModelContent } from '../features/feature-files.ts';
import { featureModelArrays, featureModelContent, readFeatureModel } from '../features/feature-files.ts';
import { packMember, unpackMember } from '../member-files.ts';
import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import type { View } from '../network/views.ts';
import type { BoostedTrees } from './boost.ts';
import { readTrees, treeArrays } from './tree-arrays.ts';
import type { TreesState } from './trees-state.ts';

/** The JSON part of a member of trees. The effects of category `i` are the 32-bit array `effects/<i>`; trees as in `tree-arrays.ts`. */
export interface TreesContent {
  readonly member: 'trees';
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModelContent;
  readonly columns: readonly string[];
  readonly categories: readonly { readonly name: string; readonly labels: readonly string[] }[];
  readonly attributes: readonly string[];
  /** Left out by members of earlier code, whose trees start from `driver-effect`. */
  readonly views?: readonly View[];
  readonly ceiling: number;
  readonly diagnostics: MemberDiagnostics;
}

export function treesFiles(state: TreesState): Map<string, Uint8Array> {
  const { categories, attributes } = state.series;
  const arrays = new Map<string, FloatArray>([...featureModelArrays(state.features), ...treeArrays(state.trees)]);
  categories.forEach(({ effects }, i) => arrays.set(`effects/${i}`, effects));
  const content: TreesContent = {
    member: 'trees',
    items: state.items,
    horizonWeeks: state.horizonWeeks,
    features: featureModelContent(state.features),
    columns: state.columns,
    categories: categories.map(({ name, labels }) => ({ name, labels })),
    attributes,
    views: state.views,
    ceiling: state.ceiling,
    diagnostics: state.diagnostics,
  };
  return packMember(content, arrays);
}

export function readTreesState(content: TreesContent, files: UnpackedMember): TreesState {
  const { items, horizonWeeks, columns, attributes, ceiling, diagnostics } = content;
  return {
    items,
    horizonWeeks,
    features: readFeatureModel(content.features, files),
    columns,
    series: {
      attributes,
      categories: content.categories.map(({ name, labels }, i) => ({
        ...{ name, labels, effects: files.float32(`effects/${i}`) },
      })),
    },
    views: content.views ?? ['driver-effect'],
    trees: readTrees(files),
    ceiling,
    diagnostics,
  };
}

interface CheckpointContent {
  readonly checkpoint: 'trees';
  readonly losses: readonly number[];
}

/** Files of a checkpoint: the trees there are. */
export function treesCheckpointFiles({ trees, losses, gains }: BoostedTrees): Map<string, Uint8Array> {
  const content: CheckpointContent = { checkpoint: 'trees', losses };
  return packMember(content, new Map<string, FloatArray>([...treeArrays(trees), ['gains', gains]]));
}

/** @throws MemberFilesError where the files are not a checkpoint of trees */
export function readTreesCheckpoint(files: ReadonlyMap<string, Uint8Array>): BoostedTrees {
  const unpacked = unpackMember(files);
  const content = unpacked.content as Partial<CheckpointContent>;
  if (content.checkpoint !== 'trees') throw new MemberFilesError('member.json', 'it is no checkpoint of trees');
  return { trees: readTrees(unpacked), losses: content.losses ?? [], gains: unpacked.float64('gains') };
}
