import type { Week } from './week.ts';

/** What a column is in a dataset version. */
export type ColumnRole = 'units' | 'known-ahead' | 'observed';

/** Figures over values; null where there is none. */
export interface ValueFigures {
  readonly count: number;
  readonly missing: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Standard deviation of the values at hand, not of a sample of others. */
  readonly std: number | null;
  /** The values below which 1, 5, 25, 50, 75, 95 and 99% lie, exact to a bucket of the histogram's finest grid, about 1%. */
  readonly quantiles: readonly number[];
}

/**
 * Counts over buckets that are the same in every dataset version: with `t = sign(v) ln(1 + |v| / scale)`, bucket `i` holds
 * `t` in `[i 2^exponent, (i + 1) 2^exponent)`. A finer grid merges into a coarser one without a rest, so any two compare.
 */
export interface ValueHistogram {
  readonly scale: number;
  readonly exponent: number;
  /** Bucket of the first count. */
  readonly first: number;
  readonly counts: readonly number[];
}

/** A column of the panel over the weeks of a profile. */
export interface ColumnProfileOfSegment extends ValueFigures {
  readonly column: string;
  readonly role: ColumnRole;
  readonly histogram: ValueHistogram;
  /** Mean by quarter of the year, January to March first; null where there is no value. */
  readonly seasonMeans: readonly (number | null)[];
  /** Values per week. */
  readonly weekly: readonly number[];
  /**
   * Per week, how far values lie from the same series' value 52 weeks before: counts over `changeEdges`, in logs of the scale of
   * `histogram`. An empty list is a week without any.
   */
  readonly changes: readonly (readonly number[])[];
  /**
   * How alike the changes of one item are within a quarter, [0, 1]: the share of their variance that lies between items. Prices are
   * often the same in every store, 1, and then rows are worth no more than items.
   */
  readonly itemCorrelation: number;
}

/** A numeric attribute over the stores of a segment. */
export interface AttributeProfile extends ValueFigures {
  readonly attribute: string;
  readonly histogram: ValueHistogram;
}

/** A profile of a segment's data, a JSON artifact: all that a drift check needs. */
export interface SegmentProfile {
  readonly profileVersion: 1;
  readonly region: string;
  readonly format: string;
  readonly velocity: string;
  readonly cutoff: Week;
  /** The weeks that figures are over: consecutive, to the cutoff. */
  readonly firstWeek: Week;
  readonly weeks: number;
  readonly series: number;
  readonly items: number;
  /** Series the figures were taken over: all, or every n-th of more than 20,000. */
  readonly sampledSeries: number;
  readonly columns: readonly ColumnProfileOfSegment[];
  readonly attributes: readonly AttributeProfile[];
}

/**
 * Inner ends of the bins of changes against the year before, in logs: 0.1 is about 10%. Even around "as a year ago", wider
 * further out.
 */
export const changeEdges = [-0.8, -0.4, -0.2, -0.1, -0.03, 0.03, 0.1, 0.2, 0.4, 0.8] as const;
