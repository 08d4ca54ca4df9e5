/** A line that can't be split into the header's columns. */
export interface MalformedLine {
  /** Line in the file, from 1; the header is line 1. */
  readonly line: number;
  readonly detail: string;
  readonly raw: string;
}

/** A file as it came: every value as text, with the line each row starts on. */
export interface RawTable {
  readonly header: readonly string[];
  /** One array of texts per header name. */
  readonly columns: readonly (readonly string[])[];
  /** Line on which each row starts. */
  readonly lines: readonly number[];
  readonly malformed: readonly MalformedLine[];
  /** The text of a row as it stands in the file, or as close to it as the file's kind has one. */
  rawOf(row: number): string;
}
