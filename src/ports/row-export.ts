import type { ColumnFilter } from './table-engine.ts';

/** Forms in which rows leave the product as a file. */
export const exportFormats = ['csv', 'parquet', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Which rows of a table are written, and how. */
export interface RowExportRequest {
  readonly as: ExportFormat;
  /** Conditions that all have to hold. */
  readonly where: readonly ColumnFilter[];
  /** What a workbook's sheet is called. */
  readonly name: string;
  /** Columns of texts that are ISO dates: in a workbook they are dates. */
  readonly dates: readonly string[];
}

/** A text has more characters than a cell of a workbook holds. */
export class TextTooLongError extends Error {
  override readonly name = 'TextTooLongError';
  readonly column: string;
  readonly length: number;
  readonly longest: number;

  constructor(facts: { column: string; length: number; longest: number }) {
    super(
      `a text of ${facts.length} characters in the column ${facts.column} does not fit into a cell of a workbook, which holds ${facts.longest}; take CSV or Parquet`,
    );
    this.column = facts.column;
    this.length = facts.length;
    this.longest = facts.longest;
  }
}
