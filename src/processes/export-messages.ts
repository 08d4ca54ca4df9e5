import type { ExportFormat, RowExportRequest } from '../ports/row-export.ts';

/** What the parent of an export sends, once. */
export interface ExportRequest extends Omit<RowExportRequest, 'as'> {
  /** `texts`: every row as JSON, for an API that keeps them. */
  readonly as: ExportFormat | 'texts';
  /** The Parquet file. */
  readonly path: string;
}

/** What an export says: that its file follows, or why none does; and that all of it is written. */
export type ExportReply =
  | { readonly kind: 'begins' }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly errorName: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, unknown>>;
    };
