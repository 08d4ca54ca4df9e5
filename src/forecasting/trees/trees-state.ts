import type { FeatureModel } from '../features/feature-model.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import type { View } from '../network/views.ts';
import type { SeriesColumns } from './series-columns.ts';
import type { Tree } from './tree.ts';

/** Everything a fitted member of trees forecasts with. */
export interface TreesState {
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModel;
  /** Names of the feature columns that trees read, the first of their table. */
  readonly columns: readonly string[];
  /** The columns after them. */
  readonly series: SeriesColumns;
  /** What forecasts start from is the mean of these. */
  readonly views: readonly View[];
  /** Their steps are added to it. */
  readonly trees: readonly Tree[];
  /** Log units no forecast exceeds. */
  readonly ceiling: number;
  readonly diagnostics: MemberDiagnostics;
}
