import type { MalformedLine, RawTable } from './raw-table.ts';

/** Longest raw text kept of a row that is set aside; a quote that is never closed would take the rest of the file. */
const maxRawLength = 500;

/**
 * Reads delimited text by the rules of RFC 4180: quotes around a value, doubled inside, line breaks allowed between them.
 * LF and CRLF both end a row; blank lines are passed over.
 *
 * Own code, because the row count has to be certain: DuckDB's reader with `store_rejects` drops every row after a quote
 * that is never closed without telling, and counts no lines for the rows it accepts. Here a line that is wrong costs
 * that line alone: reading goes on at the next one.
 */
export function readDelimited(text: string, delimiter: string): RawTable {
  const scanner = new Scanner(text, delimiter);
  const first = scanner.next();
  const header = first === undefined || 'detail' in first ? [] : first.values.map((name) => name.trim());
  const columns: string[][] = header.map(() => []);
  const lines: number[] = [];
  const starts: number[] = [];
  const malformed: MalformedLine[] = [];
  if (first !== undefined && 'detail' in first) malformed.push(first);

  for (let row = scanner.next(header.length); row !== undefined; row = scanner.next(header.length)) {
    if ('detail' in row) {
      malformed.push(row);
      continue;
    }
    row.values.forEach((value, index) => columns[index]?.push(value));
    lines.push(row.line);
    starts.push(row.start);
  }
  return { header, columns, lines, malformed, rawOf: (row) => rawAt(text, starts[row] ?? text.length) };
}

function faultOf(values: readonly string[], expected: number | undefined): string | undefined {
  if (expected !== undefined && values.length !== expected)
    return `expected ${expected} values, found ${values.length}`;
  if (values.some((value) => value.includes('\ufffd'))) return 'not UTF-8';
  if (values.some((value) => value.includes('\0'))) return 'holds a NUL character';
  return undefined;
}

function rawAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end === -1 ? text.length : end);
  return (line.endsWith('\r') ? line.slice(0, -1) : line).slice(0, maxRawLength);
}

interface Row {
  readonly line: number;
  /** Offset of the row's first character. */
  readonly start: number;
  readonly values: readonly string[];
}

interface SplitRow {
  readonly values: readonly string[];
  /** Offset of the line break after the row. */
  readonly end: number;
  /** Why the text can't be split any further. */
  readonly fault?: string;
}

/** Walks over the rows of a text, counting lines. */
class Scanner {
  readonly #text: string;
  readonly #delimiter: string;
  #position = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  /**
   * The next row that is not blank, a malformed line, or `undefined` at the end. A row has the expected number of values;
   * any number will do for the header. After a malformed line reading goes on at the line below it, even where quotes
   * seem to hold several lines together: better a line too many set aside than one lost.
   */
  next(expected?: number): Row | MalformedLine | undefined {
    const text = this.#text;
    while (this.#position < text.length) {
      const start = this.#position;
      const line = this.#line;
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      const content = text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
      this.#position = end + 1;
      this.#line += 1;
      if (content === '') continue;

      const split: SplitRow = content.includes('"')
        ? this.#splitQuoted(start)
        : { values: content.split(this.#delimiter), end: start + content.length };
      const fault = split.fault ?? faultOf(split.values, expected);
      if (fault !== undefined) return { line, detail: fault, raw: rawAt(text, start) };
      if (split.end > end) {
        this.#position = split.end + 1;
        this.#line += countNewlines(text, start, split.end);
      }
      return { line, start, values: split.values };
    }
    return undefined;
  }

  /** The values of a row with quotes and the offset of its line break, or its fault. */
  #splitQuoted(start: number): SplitRow {
    const text = this.#text;
    const values: string[] = [];
    let position = start;
    for (;;) {
      if (text[position] === '"') {
        const close = closingQuote(text, position + 1);
        if (close === -1) return { values, end: position, fault: 'a quote is opened and never closed' };
        values.push(text.slice(position + 1, close).replaceAll('""', '"'));
        position = close + 1;
      } else {
        const end = this.#endOfPlain(position);
        values.push(text.slice(position, end));
        position = end;
      }
      if (text.startsWith(this.#delimiter, position)) {
        position += this.#delimiter.length;
        continue;
      }
      if (text[position] === '\r' && (text[position + 1] === '\n' || position + 1 === text.length)) position += 1;
      if (position === text.length || text[position] === '\n') return { values, end: position };
      return { values, end: position, fault: 'text follows a closing quote' };
    }
  }

  #endOfPlain(start: number): number {
    let end = start;
    while (end < this.#text.length && this.#text[end] !== '\n' && !this.#text.startsWith(this.#delimiter, end))
      end += 1;
    return this.#text[end - 1] === '\r' && end > start ? end - 1 : end;
  }
}

/** Offset of the quote that closes a value; doubled quotes belong to the value. -1 where there is none. */
function closingQuote(text: string, start: number): number {
  let quote = text.indexOf('"', start);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}

function countNewlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
