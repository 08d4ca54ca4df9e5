/**
 * Where a series stands at the cutoff. `planned`: it is listed for weeks after the cutoff and has no row of shipments yet. `ended`: it no
 * longer sells, or is no longer listed. `running`: all others.
 */
export type SeriesState = 'running' | 'planned' | 'ended';

/** A series that is not running. */
export interface SeriesLife {
  readonly format: string;
  readonly store: string;
  readonly item: string;
  readonly state: Exclude<SeriesState, 'running'>;
  /** The last week with units; `null` where there is none. */
  readonly lastSale: string | null;
  /** The evidence, in words. */
  readonly why: string;
}
