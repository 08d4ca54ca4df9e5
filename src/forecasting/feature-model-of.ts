import { fitFeatures, type FeatureModel } from './features/feature-model.ts';
import type { MemberTask } from './member-types.ts';

/** What the features of a task learn from its panel: the same for every member, and for every segment of the panel. */
export function featureModelOf({
  panel,
  cutoffIndex,
  features,
  horizonWeeks,
}: Pick<MemberTask, 'panel' | 'cutoffIndex' | 'features' | 'horizonWeeks'>): FeatureModel {
  return fitFeatures(panel, cutoffIndex, features, horizonWeeks);
}
