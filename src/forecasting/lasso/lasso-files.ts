import type { FeatureModelContent } from '../features/feature-files.ts';
import { featureModelArrays, featureModelContent, readFeatureModel } from '../features/feature-files.ts';
import { packMember } from '../member-files.ts';
import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import type { LassoState } from './lasso-state.ts';
import type { LocalLasso } from './local-lasso.ts';

/**
 * The JSON part of a LASSO member. The arrays of regression `i` are `<i>/mean`, `<i>/deviation`, `<i>/highest`, `<i>/derived-mean`,
 * `<i>/derived-deviation`, `<i>/mu` and `<i>/log-variance`, all 64-bit.
 */
export interface LassoContent {
  readonly member: 'lasso';
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModelContent;
  readonly regressions: readonly RegressionContent[];
  readonly diagnostics: MemberDiagnostics;
}

interface RegressionContent {
  /** null for the regression of the whole segment. */
  readonly item: string | null;
  readonly products: readonly (readonly [number, number])[];
  readonly stores: readonly string[];
  readonly muIntercept: number;
  readonly logVarianceIntercept: number;
  readonly varianceScale: number;
  readonly shift: number;
  readonly ceiling: number;
}

export function lassoFiles(state: LassoState): Map<string, Uint8Array> {
  const models: (readonly [string | null, LocalLasso])[] = [...state.perItem];
  if (state.pooled) models.push([null, state.pooled]);
  const arrays = new Map<string, FloatArray>(featureModelArrays(state.features));
  const regressions = models.map(([item, model], i): RegressionContent => {
    arrays.set(`${i}/mean`, model.design.scaling.mean);
    arrays.set(`${i}/deviation`, model.design.scaling.deviation);
    if (model.design.scaling.highest) arrays.set(`${i}/highest`, model.design.scaling.highest);
    arrays.set(`${i}/derived-mean`, model.design.derivedScaling.mean);
    arrays.set(`${i}/derived-deviation`, model.design.derivedScaling.deviation);
    arrays.set(`${i}/mu`, model.mu.coefficients);
    arrays.set(`${i}/log-variance`, model.logVariance.coefficients);
    return {
      item,
      products: model.design.products,
      stores: model.design.stores,
      muIntercept: model.mu.intercept,
      logVarianceIntercept: model.logVariance.intercept,
      varianceScale: model.varianceScale,
      shift: model.shift,
      ceiling: model.ceiling,
    };
  });
  const content: LassoContent = {
    member: 'lasso',
    items: state.items,
    horizonWeeks: state.horizonWeeks,
    features: featureModelContent(state.features),
    regressions,
    diagnostics: state.diagnostics,
  };
  return packMember(content, arrays);
}

export function readLassoState(content: LassoContent, files: UnpackedMember): LassoState {
  const perItem = new Map<string, LocalLasso>();
  let pooled: LocalLasso | null = null;
  content.regressions.forEach((regression, i) => {
    const { item, products, stores, muIntercept, logVarianceIntercept, varianceScale, shift, ceiling } = regression;
    const model: LocalLasso = {
      design: {
        scaling: {
          mean: files.float64(`${i}/mean`),
          deviation: files.float64(`${i}/deviation`),
          highest: files.float64(`${i}/highest`),
        },
        products,
        stores,
        derivedScaling: {
          mean: files.float64(`${i}/derived-mean`),
          deviation: files.float64(`${i}/derived-deviation`),
        },
      },
      mu: { coefficients: files.float64(`${i}/mu`), intercept: muIntercept },
      logVariance: { coefficients: files.float64(`${i}/log-variance`), intercept: logVarianceIntercept },
      varianceScale,
      shift,
      ceiling,
    };
    if (item === null) pooled = model;
    else perItem.set(item, model);
  });
  const { items, horizonWeeks, diagnostics } = content;
  return { items, horizonWeeks, features: readFeatureModel(content.features, files), perItem, pooled, diagnostics };
}
