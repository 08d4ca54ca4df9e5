import { featureModelContent } from './feature-files.ts';
import type { FeatureModel } from './feature-model.ts';

/** Whether rows of two feature models are the same, to the last bit. Members of a model, fitted on the same data, learn the same. */
export function areSameFeatures(one: FeatureModel, other: FeatureModel): boolean {
  if (JSON.stringify(featureModelContent(one)) !== JSON.stringify(featureModelContent(other))) return false;
  const { coefficients } = other.stageOne;
  return [...one.stageOne.coefficients].every(([item, values]) => {
    const others = coefficients.get(item);
    return others?.length === values.length && values.every((value, k) => Object.is(value, others[k]));
  });
}
