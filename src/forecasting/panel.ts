import type { SeriesState } from '../contracts/series-life.ts';
import type { Week } from '../contracts/week.ts';
import type { DriverRoles } from '../contracts/project.ts';

/**
 * Weekly history of one region and format, all velocities, as dense series × week matrices.
 *
 * A matrix is series-major: the value of series `s` in week `w` is `column[s * weeks.length + w]`. NaN means
 * "missing", which is not zero. Weeks are consecutive and run past the cutoff as far as known-ahead values reach; units
 * after the cutoff are NaN.
 */
export interface Panel {
  readonly region: string;
  readonly format: string;
  /** Consecutive weeks, oldest first. */
  readonly weeks: readonly Week[];
  /** Index in `weeks` of the last week whose units may be used. */
  readonly cutoffIndex: number;
  readonly stores: readonly string[];
  readonly items: readonly string[];
  /** Per series: index in `stores`. */
  readonly seriesStore: Int32Array;
  /** Per series: index in `items`. */
  readonly seriesItem: Int32Array;
  /**
   * Per series: where it stands at the cutoff. Left out where all are running. A `planned` one has no units, an `ended` one no longer
   * sells or is no longer listed.
   */
  readonly seriesStates?: readonly SeriesState[];
  /** Units sold, >= 0, series × week. */
  readonly units: Float64Array;
  /** Columns known ahead of the target week (price, promotions), series × week each. */
  readonly knownAhead: Readonly<Record<string, Float64Array>>;
  /** Columns known only once the week is over (returns, observed weather), series × week each; used up to the cutoff. */
  readonly observed: Readonly<Record<string, Float64Array>>;
  /** Which part the columns play. */
  readonly roles: DriverRoles;
  /** Numeric attributes of stores (demographics), one number per store. */
  readonly storeAttributes: Readonly<Record<string, Float64Array>>;
  /** Categories of items beyond the item itself (brand, size), one label per item. */
  readonly itemCategories: Readonly<Record<string, readonly string[]>>;
}
