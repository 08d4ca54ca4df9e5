import type { Columns } from './table-engine.ts';

/**
 * A part of a set of files, in the order in which they are written: text to append to a file (packed where the path ends
 * in `.gz`), a whole table (Parquet), or the end of a file to which nothing is added any more. Paths are relative, their
 * parts separated by `/`.
 */
export type FilePiece =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'table'; readonly path: string; readonly columns: Columns }
  | { readonly kind: 'end'; readonly path: string };
