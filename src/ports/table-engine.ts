/** Text values; `null` is missing. */
export type TextColumn = readonly (string | null)[];
/** Numbers in double precision; NaN is missing. */
export type NumberColumn = Float64Array;

/** A table as columns of equal length. The order of the names is the order of the columns. */
export type Columns = Readonly<Record<string, TextColumn | NumberColumn>>;

/** A condition on one column, checked while reading; rows with a missing value never meet it. */
export type ColumnFilter =
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly notIn: readonly string[] }
  | { readonly column: string; readonly atMost: string }
  | { readonly column: string; readonly atLeast: string };

/** Part of a column: texts as codes, 0 for a missing one and n for `texts[n - 1]`, or numbers. */
export type BlockColumn =
  | { readonly texts: readonly string[]; readonly blocks: readonly Uint32Array[] }
  | { readonly blocks: readonly Float64Array[] };

/** A table too long for a value a cell: columns in blocks of equal lengths, equal texts once. */
export interface BlockTable {
  readonly rows: number;
  /** The order of the names is the order of the columns. */
  readonly columns: Readonly<Record<string, BlockColumn>>;
}

/** What `readCoded` makes of the columns of a row. */
export interface CodedRequest {
  /** Text columns, each with the texts looked for, none twice. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** Text columns that hold ISO dates. */
  readonly days: readonly string[];
  readonly numbers: readonly string[];
  /** Conditions that all have to hold. Default: none. */
  readonly where?: readonly ColumnFilter[];
}

/** Rows of several files as numbers: columns of equal length. */
export interface CodedRows {
  readonly rows: number;
  /** Index of the row's file. */
  readonly file: Int32Array;
  /** Index of the text among those looked for; `noCode` for another or a missing one. */
  readonly codes: Readonly<Record<string, Int32Array>>;
  /** Days since 1970-01-01; `noDay` where the text is missing or no date. */
  readonly days: Readonly<Record<string, Int32Array>>;
  readonly numbers: Readonly<Record<string, NumberColumn>>;
}

export const noCode = -1;
export const noDay = -2_147_483_648;

interface ReadOptions {
  /** Columns to read, in this order. Default: all. */
  readonly columns?: readonly string[];
  /** Conditions that all have to hold. Default: none. */
  readonly where?: readonly ColumnFilter[];
  /** Of the rows that meet the conditions, how many to skip and how many to read. Default: all. */
  readonly range?: RowRange;
}

/** Some rows that follow one another. */
export interface RowRange {
  readonly offset: number;
  readonly limit: number;
}

/** How two tables are compared. */
interface Comparison {
  /** The columns that name a row; no two rows of a table share them. */
  readonly key: readonly string[];
  /** The text column, one of the key, whose values the differences are counted by. */
  readonly by: string;
}

/** Rows in which two tables differ, of one value of a column. */
export interface RowChanges {
  readonly value: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What is added up by the values of a column. */
export interface SumsRequest {
  /** A text column. Rows without a text in it are left out. */
  readonly by: string;
  /** By the name of a sum, its columns of numbers: of each row the first that has a number counts. */
  readonly of: Readonly<Record<string, readonly string[]>>;
  /** Conditions that all have to hold. Default: none. */
  readonly where?: readonly ColumnFilter[];
}

/** The rows of one value of a column. A sum without any number is 0; one is left out where the table has none of its columns. */
export interface RowSums {
  readonly value: string;
  readonly rows: number;
  readonly sums: Readonly<Partial<Record<string, number>>>;
}

/** Rows that one table has and another has not, whichever column differs; equal rows are matched one to one. */
export interface RowBalance {
  readonly added: number;
  readonly removed: number;
}

/** Reads and writes tables in files. */
export interface TableEngine {
  /**
   * Writes a Parquet file with the rows in the order given. The same columns give the same bytes, on every run and
   * with any number of writers at once.
   */
  writeParquet(columns: Columns, path: string): Promise<void>;
  /** The same for a table in blocks, which gives the same bytes, without another copy of it in memory. */
  writeParquetBlocks(table: BlockTable, path: string): Promise<void>;
  /** Reads a Parquet file; rows in the order of the file. Throws `TableUnreadableError`. */
  readParquet(path: string, options?: ReadOptions): Promise<Columns>;
  /**
   * Reads a Parquet file made elsewhere, every value as text, in tables of a given number of rows; at least one table, which may
   * have none. Throws `TableUnreadableError`.
   */
  readParquetAsText(path: string, tableRows: number): AsyncIterable<Readonly<Record<string, TextColumn>>>;
  /**
   * Reads Parquet files of the same columns: the rows of all of them, in the order of the files and of the rows in
   * each. Made for many rows: no text of a row becomes a value of its own. Throws `TableUnreadableError`.
   */
  readCoded(paths: readonly string[], request: CodedRequest): Promise<CodedRows>;
  /** The texts of a column over the rows of several files that meet the conditions, in ascending order. */
  distinctTexts(paths: readonly string[], column: string, where?: readonly ColumnFilter[]): Promise<readonly string[]>;
  /** Largest value of a text column over the rows that meet the conditions; `undefined` where there is none. */
  largestText(paths: readonly string[], column: string, where?: readonly ColumnFilter[]): Promise<string | undefined>;
  /**
   * Rows of two Parquet files that were added, changed in a column that both have, or removed, by the values of a column in ascending
   * order; values without a difference are left out. Throws `TableUnreadableError`.
   */
  compareRows(before: string, after: string, comparison: Comparison): Promise<readonly RowChanges[]>;
  /** How many rows of two Parquet files have no equal in the other, by the columns that both have. Throws `TableUnreadableError`. */
  balanceRows(before: string, after: string, without: readonly string[]): Promise<RowBalance>;
  /** Adds up columns of a Parquet file by the values of another, in ascending order. Throws `TableUnreadableError`. */
  sumRows(path: string, request: SumsRequest): Promise<readonly RowSums[]>;
  /** The number of rows of a Parquet file. Throws `TableUnreadableError`. */
  countRows(path: string): Promise<number>;
  /** Writes a CSV file with a header line; missing values are empty. */
  writeCsv(columns: Columns, path: string): Promise<void>;
}

/** A table can't be read; the engine's own words are the cause. */
export class TableUnreadableError extends Error {
  override readonly name = 'TableUnreadableError';
  readonly path: string;

  constructor(path: string, options: ErrorOptions) {
    const { cause } = options;
    super(`cannot read the table ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, options);
    this.path = path;
  }
}

/** Number of rows of a table. */
export function rowCount(columns: Columns): number {
  for (const name in columns) return columns[name]?.length ?? 0;
  return 0;
}
