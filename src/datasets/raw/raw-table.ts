/** A line that can't be split into the header's columns. */
export interface MalformedLine {
  /** Line in the file, from 1; the header is line 1. */
  readonly line: number;
  readonly detail: string;
  readonly raw: string;
}

/** Rows of a file as received, all of them or some that follow each other: every value as text, with the line it starts on. */
export interface RawTable {
  readonly header: readonly string[];
  /** One array of texts per header name. */
  readonly columns: readonly (readonly string[])[];
  /** Line on which each row starts, ascending. */
  readonly lines: readonly number[];
  readonly malformed: readonly MalformedLine[];
  /** The text of a row as it stands in the file, or as close to it as the file's kind has one. */
  rawOf(row: number): string;
}

/** Makes tables of text that comes in parts. */
export interface TextReader {
  /**
   * The rows that are whole by now, in tables; the rest waits for the next part.
   *
   * @param last whether nothing follows
   */
  read(part: string, last: boolean): Iterable<RawTable>;
}

/** Longest raw text kept of a row that is set aside; a quote that is never closed would take the rest of the file. */
export const maxRawLength = 500;

/** Characters a row may have: what is longer is damage, and must not fill the memory while its end is looked for. */
export const maxRowLength = 1 << 20;

export const tooLong = `longer than ${maxRowLength} characters`;
