import type { FeatureModel } from '../features/feature-model.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import type { LocalLasso } from './local-lasso.ts';

/** Everything a fitted LASSO member forecasts with. */
export interface LassoState {
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModel;
  /** A LASSO per item with enough rows. */
  readonly perItem: ReadonlyMap<string, LocalLasso>;
  /** One over all rows of the segment, for the items without; null where every item has its own. */
  readonly pooled: LocalLasso | null;
  readonly diagnostics: MemberDiagnostics;
}
