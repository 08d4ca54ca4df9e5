/** One name with its figures before and after; null where it is not there. */
export interface FigureChange {
  readonly name: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** How the values of a column are distributed in two dataset versions. */
export interface DistributionChange {
  /** `format/velocity` */
  readonly segment: string;
  readonly column: string;
  readonly psi: number | null;
  readonly meanBefore: number | null;
  readonly meanAfter: number | null;
  readonly missingBefore: number | null;
  readonly missingAfter: number | null;
}

/** Rows of the joined data in a week. `changed`: the same store and item with another value in a column that both versions have. */
export interface WeekRowChange {
  readonly week: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Rows of a file that the other version's has not; a row with another value counts as one removed and one added. */
export interface FileRowChange {
  readonly file: string;
  /** Null where its table is no longer kept. */
  readonly added: number | null;
  readonly removed: number | null;
}

/** What one dataset version has that another has not. */
export interface DatasetDiff {
  readonly before: {
    readonly version: string;
    readonly region: string;
    readonly cutoff: string;
    readonly rows: number;
  };
  readonly after: { readonly version: string; readonly region: string; readonly cutoff: string; readonly rows: number };
  readonly files: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** The same path with other bytes, or conditioned by another conditioner. */
    readonly changed: readonly string[];
    readonly same: number;
  };
  /** Rows of the files added, removed or changed, in order of names; the first 200. */
  readonly fileRows: readonly FileRowChange[];
  /** Rows of the joined data, the oldest week first, weeks without a difference left out; null where a version's table is no longer kept. */
  readonly weekRows: readonly WeekRowChange[] | null;
  readonly schemaChanged: boolean;
  /** Columns and roles that came or went, `+ price known-ahead`. */
  readonly columns: readonly string[];
  readonly newWeeks: number;
  readonly partitions: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly same: number;
  };
  /** Rows, quality figures, rows set aside by source: those that differ. */
  readonly figures: readonly FigureChange[];
  /** Empty where either version was recorded without profiles. */
  readonly distributions: readonly DistributionChange[];
}
