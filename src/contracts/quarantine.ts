/** A row that was set aside, as it is shown. */
export interface ShownRow {
  readonly source: string;
  readonly file: string;
  /** Line in the file; empty where it belongs to no single one. */
  readonly line: string;
  readonly column: string;
  readonly reason: string;
  readonly detail: string;
  /** The row as it stood in the file. */
  readonly raw: string;
}

/** Rows set aside from what is in landing now. */
export interface QuarantineListing {
  /** Ordered by source, file and line; at most the requested number. */
  readonly rows: readonly ShownRow[];
  /** Rows there are, by source, file and reason. */
  readonly counts: readonly {
    readonly source: string;
    readonly file: string;
    readonly reason: string;
    readonly rows: number;
  }[];
  /** First line of each file, where it is delimited text: what a corrected file needs as its header. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The result of conditioning a corrected file. */
export interface CorrectedFileCheck {
  readonly rows: number;
  /** Rows that are still bad, described; empty where the file may be landed. */
  readonly faults: readonly string[];
}
