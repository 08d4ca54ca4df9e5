import { hashOf } from '../../datasets/hash.ts';
import { featureModelOf, type FeatureModel, type MemberTask } from '../../forecasting/index.ts';
import { canonicalJson } from '../../registry/canonical-json.ts';
import { keptOr, type KeptValues } from '../kept-values.ts';
import type { FitInputs } from './fit-key.ts';

/**
 * The feature model of a fit. All members of a region's segments with one format learn it from the same panel, so that a process that fits
 * several of them learns it once.
 */
export async function keptFeatureModel(
  task: MemberTask,
  { panel, cutoff, horizonWeeks, features }: Pick<FitInputs, 'panel' | 'cutoff' | 'horizonWeeks' | 'features'>,
  kept: KeptValues | undefined,
): Promise<FeatureModel> {
  const key = hashOf([canonicalJson({ panel, cutoff, horizonWeeks, features })]);
  return keptOr(kept, `feature-model ${key}`, () => featureModelOf(task), bytesOf);
}

function bytesOf({ stageOne }: FeatureModel): number {
  return [...stageOne.coefficients.values()].reduce((bytes, { byteLength }) => bytes + byteLength, 0);
}
