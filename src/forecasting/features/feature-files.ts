import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { FeatureModel } from './feature-model.ts';
import type { DriverNames } from './grid.ts';

/** The JSON part of a feature model; the coefficients of stage one are the array `stage-one`, item after item. */
export interface FeatureModelContent {
  readonly drivers: DriverNames;
  readonly leadingItems: readonly string[];
  readonly stageOneItems: readonly string[];
}

export function featureModelContent(model: FeatureModel): FeatureModelContent {
  return {
    drivers: model.drivers,
    leadingItems: model.leadingItems,
    stageOneItems: [...model.stageOne.coefficients.keys()],
  };
}

export function featureModelArrays(model: FeatureModel): Map<string, FloatArray> {
  const coefficients = [...model.stageOne.coefficients.values()].flatMap((values) => Array.from(values));
  return new Map([['stage-one', Float64Array.from(coefficients)]]);
}

export function readFeatureModel(content: FeatureModelContent, files: UnpackedMember): FeatureModel {
  const all = files.float64('stage-one');
  const width = all.length / Math.max(1, content.stageOneItems.length);
  const coefficients = new Map(
    content.stageOneItems.map((item, i) => [item, all.slice(i * width, (i + 1) * width)] as const),
  );
  const { drivers, leadingItems } = content;
  return { drivers, leadingItems, stageOne: { coefficients, leadingItems } };
}
