import type { KnownAheadMatrix, WeekMatrix } from './week-matrix.ts';

/** A column whose rows read it at the last week with actuals: what is known of the past. */
export interface CutoffColumn {
  readonly name: string;
  readonly at: 'cutoff';
  /** Series of the segment × week, `i * nWeeks + week`, no NaN where a row can be. */
  readonly values: WeekMatrix;
}

/** A column whose rows read it at their target week: known ahead. */
export interface TargetColumn {
  readonly name: string;
  readonly at: 'target';
  /** As in `CutoffColumn`; what is not known ahead doesn't compile. */
  readonly values: KnownAheadMatrix;
  /**
   * Weeks after the target week at which it is read. A row whose week lies beyond the horizon reads 0: nothing is known so
   * far ahead when the forecast is made, so nothing may be learned from it. Default 0.
   */
  readonly weeksAfter?: number;
}

/** A feature before rows are chosen. */
export type FeatureColumn = CutoffColumn | TargetColumn;
