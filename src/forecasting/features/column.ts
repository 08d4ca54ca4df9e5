import type { KnownAheadMatrix, WeekMatrix } from './week-matrix.ts';

interface Column<M> {
  readonly name: string;
  /** Rows × week, `row * nWeeks + week`, no NaN where a training or scoring row can be. */
  readonly values: M;
  /** Row of `values` for each series of the segment, where series share rows: a store's, an item's. Default: one each. */
  readonly rowOf?: Int32Array;
}

/** A column whose rows read it at the last week with actuals: what is known of the past. */
export interface CutoffColumn extends Column<WeekMatrix> {
  readonly at: 'cutoff';
}

/** A column whose rows read it at their target week: known ahead; what is not doesn't compile. */
export interface TargetColumn extends Column<KnownAheadMatrix> {
  readonly at: 'target';
  /**
   * Weeks after the target week at which it is read. A row whose week lies beyond the horizon reads 0: nothing is known so
   * far ahead when the forecast is made, so nothing may be learned from it. Default 0.
   */
  readonly weeksAfter?: number;
}

/** A feature before rows are chosen. */
export type FeatureColumn = CutoffColumn | TargetColumn;

/** A feature as rows are put together from it. */
export interface StoredColumn extends Column<Float32Array | Float64Array> {
  readonly at: 'cutoff' | 'target';
  readonly weeksAfter?: number;
  /** What rows hold whose week after the target lies beyond the horizon. Default 0. */
  readonly absent?: number;
}
