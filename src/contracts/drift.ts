import type { Week } from './week.ts';

/** When inputs or errors count as drifted. */
export interface DriftPolicy {
  /** PSI above which a column may have drifted. Default 0.1, by convention a moderate shift; 0.25 is a large one. */
  readonly psi: number;
  /** Largest p-value of the two-sample test at which samples count as different, (0, 1). Default 0.01. */
  readonly alpha: number;
  /** How far values must have moved on average, in logs: 0.05 is about 5%. Default 0.05. */
  readonly leastChange: number;
  /** Smallest number of weeks that are compared, 1 to 8; if there are fewer new weeks, earlier ones are added. Default 4. */
  readonly minWeeks: number;
  /** How many times more values must have moved than they did between weeks of the reference, >= 1. Default 1.5. */
  readonly margin: number;
  /** Columns that are checked. Default: all. */
  readonly columns?: readonly string[];
  readonly errors: {
    /** Whether realised errors are checked. Default true. */
    readonly enabled: boolean;
    /** Ratio of realised WAPE to the champion's backtest WAPE from which errors count as drifted, > 1. Default 1.5. */
    readonly factor: number;
    /** Smallest number of weeks with realised errors, at least 3. Default 4. */
    readonly minWeeks: number;
  };
}

export type DriftVerdict = 'drift' | 'steady' | 'not judged';

/** The result of comparing a column's newest weeks with the reference. */
export interface ColumnDrift {
  readonly column: string;
  readonly kind: 'weekly' | 'attribute';
  readonly verdict: DriftVerdict;
  /** Why, in words. */
  readonly detail: string;
  /** The weeks compared. Left out of attributes. */
  readonly window?: { readonly first: Week; readonly last: Week };
  /** Corrected for what chance alone gives samples of this size. */
  readonly psi?: number;
  /** Largest distance of the distribution functions, at the edges of the bins. */
  readonly statistic?: number;
  readonly pValue?: number;
  /** How far values moved on average, in logs. Left out of attributes. */
  readonly distance?: number;
  /** The same for windows of the reference compared with the rest of it: the largest. */
  readonly distanceOfHistory?: number;
  /** Effective number of independent rows of the window: rows of one week move together. */
  readonly effectiveRows?: number;
  /** Median change against the year before, as a share: 0.1 is 10% more. Of attributes, of their mean. */
  readonly shift?: number | null;
}

/** The result of comparing a segment's realised errors with its champion's backtest. */
export interface ErrorDrift {
  readonly verdict: DriftVerdict;
  readonly detail: string;
  readonly weeks: number;
  readonly realisedWape: number | null;
  readonly backtestWape: number | null;
  readonly pValue?: number;
}

/** Drift of one segment. */
export interface SegmentDrift {
  readonly segment: { readonly region: string; readonly format: string; readonly velocity: string };
  /** Champion whose training data are the reference. */
  readonly champion: string;
  readonly trainedTo: Week;
  readonly cutoff: Week;
  readonly columns: readonly ColumnDrift[];
  readonly errors: ErrorDrift;
}

/** How rows are distributed over bins in two samples. */
export interface TwoDistributions {
  /** Between one bin and the next, ascending: one fewer than bins. */
  readonly edges: readonly number[];
  /** Share of the rows in each bin: of what the champion was trained on, and of what is compared with it. */
  readonly then: readonly number[];
  readonly now: readonly number[];
}

/** The distributions that a column's verdict compares. */
export interface ColumnDistribution {
  readonly column: string;
  /**
   * `change`: of a week against the same series' value a year before, as a share, 0.1 is 10% more; `value`: of the values themselves, for
   * attributes, and for columns of weeks that have no year before them.
   */
  readonly of: 'change' | 'value';
  readonly bins: TwoDistributions;
  readonly meanThen: number | null;
  readonly meanNow: number | null;
}

/** Drift of one segment with the distributions behind it. */
export interface SegmentDriftShown extends SegmentDrift {
  readonly distributions: readonly ColumnDistribution[];
}
