import type { ArtifactRef } from './artifact.ts';
import type { DriverRoles, RepeatedWeek } from './project.ts';
import type { SourceKind } from './source-kinds.ts';
import type { SeriesLife } from './series-life.ts';
import type { Week } from './week.ts';

/** Why a row was set aside. */
export const quarantineReasons = [
  /** The line can't be split into the header's columns. */
  'malformed-line',
  /** A required value is empty. */
  'missing-value',
  /** A value that should be a number isn't one. */
  'unparsable-value',
  /** Infinite, beyond ±1e12, or a negative strength of an event. */
  'implausible-value',
  'negative-units',
  /** Not a day of the calendar, or an end before its start. */
  'impossible-date',
  /** A day on which the project's weeks don't start. */
  'not-a-week',
  /** The source's raw schema refuses the row as received. */
  'raw-schema',
  /** The source's row schema refuses the row for another reason. */
  'schema',
  /** The same row as an earlier one of the file. */
  'duplicate-identical',
  /** The same store, item and week as an earlier row of the file, with other values; the first one is kept. */
  'duplicate-conflicting',
  'unknown-store',
  'unknown-item',
  'unknown-region',
  'unknown-format',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** Number of rows per reason; reasons without rows are left out. */
export type ReasonCounts = Readonly<Partial<Record<QuarantineReason, number>>>;

/** One landing file after its conditioner. */
export interface ConditionedFile {
  /** Path below the landing folder. */
  readonly path: string;
  /** SHA-256 of the file as received. */
  readonly contentHash: string;
  /** Identifies the conditioner, its row schema and the code that ran it. */
  readonly conditionerVersion: string;
  /** The standard table, Parquet, with the reserved column `__line`. */
  readonly conditioned: ArtifactRef;
  /** Rows set aside, CSV: file, line, column, reason, detail, raw. Left out where there are none. */
  readonly quarantined?: ArtifactRef;
  /**
   * Names of the file's own columns, in their order, also such as the source does not know. Left out of what was conditioned before
   * they were recorded.
   */
  readonly rawColumns?: readonly string[];
  /** Rows of the file, malformed lines included. */
  readonly rawRows: number;
  /** Rows of the standard table. */
  readonly rows: number;
  readonly quarantinedRows: number;
  readonly reasons: ReasonCounts;
}

/** A source after ingest: small enough for a workflow's payload, the files are behind `listing`. */
export interface IngestedSource {
  readonly source: string;
  readonly files: number;
  /** Files that had to be conditioned in this run. */
  readonly newFiles: number;
  readonly rows: number;
  readonly quarantined: number;
  readonly reasons: ReasonCounts;
  /** JSON artifact: `ConditionedFile[]`, in the order in which later files correct earlier ones. */
  readonly listing: ArtifactRef;
}

/** A file with the content of another one, which is taken once. */
export interface FileCopy {
  readonly path: string;
  readonly of: string;
}

/** A file whose rows are mostly those of another one, with the same units. */
export interface FileRepeat extends FileCopy {
  /** Its rows with units. */
  readonly rows: number;
  /** Those of them with the units that the other file has. */
  readonly same: number;
}

/**
 * Weeks in which a fifth or more of store × item come in several files, none of which corrects another by its name. Figures are over
 * these weeks.
 */
export interface RepeatedKeys {
  /** How such rows were taken. */
  readonly taken: RepeatedWeek;
  readonly weeks: number;
  /** Weeks with any row. */
  readonly ofWeeks: number;
  /** The first of them, and the first two files that meet in it. */
  readonly example: { readonly week: Week; readonly files: readonly [string, string] };
  /** Change from row to row of a key, as a share of the larger of both. [0, 1] */
  readonly changed: number;
  /** Share of that change that goes one way: 1 where every change is up, 0 where ups and downs are equal. */
  readonly oneWay: number;
  /**
   * Units of such a week over the mean of the weeks near it whose keys come once: where the last file holds, and where files add up.
   * Left out where there are no such weeks.
   */
  readonly lastLevel?: number;
  readonly sumLevel?: number;
}

/** How a source of shipments writes weeks without sales: counts between each series' first and last row, in weeks its store reported. */
export interface ZeroWeeks {
  readonly weeks: number;
  /** Weeks without a row. */
  readonly missing: number;
  /** Rows with 0 units. */
  readonly zeros: number;
  /** Weeks with 0 units that there have to be at least, by the mean units of each series. */
  readonly expected: number;
}

/** What the joined rows of one source look like. */
export interface SourceQuality {
  readonly source: string;
  readonly kind: SourceKind;
  readonly files: number;
  /** Rows in the standard tables. */
  readonly rows: number;
  /** Rows set aside, by the conditioning and by the snapshot. */
  readonly quarantined: ReasonCounts;
  /** Rows whose key came again in a later file with other values: the later file holds. Of weather, rows of values in use. */
  readonly corrected: number;
  /** Rows whose key came again in a later file with the same values. */
  readonly repeated: number;
  /** Rows that were added to others of their key. Left out where there are none. */
  readonly added?: number;
  /** Left out where no week is covered by such keys. */
  readonly repeatedKeys?: RepeatedKeys;
  /** Files that were left out because another one has their content. Left out where there are none. */
  readonly copies?: readonly FileCopy[];
  /** Files that were added up although they repeat another one. Left out where there are none. */
  readonly repeats?: readonly FileRepeat[];
  /** Of shipments. */
  readonly zeroWeeks?: ZeroWeeks;
  /** Freshness: the last week with a row, up to the cutoff (known-ahead: up to cutoff + horizon). */
  readonly lastWeek?: Week;
}

export interface ColumnProfile {
  readonly column: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Cells of the store × item × week grid without a value. */
  readonly missing: number;
}

/** Figures a person or a drift check compares between dataset versions. */
export interface QualityProfile {
  readonly sources: readonly SourceQuality[];
  /** Share of store × item × week cells with units, from the first week to the cutoff; planned series aside. */
  readonly coverage: number;
  /** Share of cells with units that are zero. */
  readonly zeroShare: number;
  /** Weeks from the last week with shipments to the cutoff; 0 is fresh. */
  readonly weeksBehind: number;
  /** Stores with shipments in the cutoff week, and stores of the region. */
  readonly storesInCutoffWeek: number;
  readonly stores: number;
  /** Series that are planned or have ended: how many, and the first 20 of each by name. Left out where there are none. */
  readonly life?: {
    readonly planned: number;
    readonly ended: number;
    readonly named: readonly SeriesLife[];
  };
  readonly columns: readonly ColumnProfile[];
}

/** The data of one item in one format of the region: the smallest part whose change is reported. */
export interface DatasetPartition {
  readonly format: string;
  readonly item: string;
  /** Hash over everything models of the item may see: units, known-ahead and observed values, attributes. */
  readonly hash: string;
  /** Weeks with units, over all stores. */
  readonly rows: number;
  /** Stores that sell the item. */
  readonly series: number;
}

/** A standard table of the dataset version. */
export interface DatasetTable {
  readonly artifact: ArtifactRef;
  readonly rows: number;
}

/**
 * An immutable dataset version for one region and cutoff. Its id is the hash of this manifest as a JSON artifact, so it
 * holds no time of day and nothing that depends on the order in which files were found.
 */
export interface DatasetManifest {
  readonly manifestVersion: 1;
  readonly project: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly horizonWeeks: number;
  readonly files: readonly {
    readonly source: string;
    readonly path: string;
    readonly contentHash: string;
    readonly conditioned: ArtifactRef;
    readonly conditionerVersion: string;
  }[];
  readonly tables: {
    /** format, store, item, week, units, known-ahead and observed columns; ordered by format, item, store, week. */
    readonly panel: DatasetTable;
    readonly stores: DatasetTable;
    readonly items: DatasetTable;
    /** format, store, item, state, lastSale, why: `SeriesLife`, of series that are not running. Left out where all are. */
    readonly life?: DatasetTable;
  };
  /**
   * What later files changed: source, key, week, column, old, new, file, correctedBy; CSV. `values` counts all of them, `recorded`
   * those the artifact has, at most the first 10,000. Left out where there are none.
   */
  readonly corrections?: { readonly artifact: ArtifactRef; readonly values: number; readonly recorded: number };
  /** Rows the snapshot set aside: unknown stores and items. Left out where there are none. */
  readonly quarantined?: ArtifactRef;
  /** Hash over the names and types of the columns of all tables, and their roles. */
  readonly schemaFingerprint: string;
  /** Sources whose repeated weeks are added up, in ascending order. Left out where there are none. */
  readonly inParts?: readonly string[];
  readonly knownAhead: readonly string[];
  /** Columns known up to the cutoff. Left out where there are none. */
  readonly observed?: readonly string[];
  /** Numeric columns of `stores`; its texts are for people. */
  readonly storeAttributes: readonly string[];
  /** Columns of `items` but `item` and `name`, which say nothing that items have in common. */
  readonly itemCategories: readonly string[];
  readonly roles: DriverRoles;
  readonly weeks: { readonly first: Week; readonly last: Week };
  readonly partitions: readonly DatasetPartition[];
  readonly quality: QualityProfile;
}
