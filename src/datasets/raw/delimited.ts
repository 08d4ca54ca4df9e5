import {
  maxRawLength,
  maxRowLength,
  tooLong,
  type MalformedLine,
  type RawTable,
  type TextReader,
} from './raw-table.ts';
import { notUtf8 } from './text-parts.ts';

/**
 * Reads delimited text by the rules of RFC 4180: quotes around a value, doubled inside, line breaks allowed between them.
 * LF and CRLF both end a row; blank lines are passed over.
 *
 * Own code, because the row count has to be certain: DuckDB's reader with `store_rejects` drops every row after a quote
 * that is never closed without telling, and counts no lines for the rows it accepts. Here a line that is wrong costs
 * that line alone: reading continues at the next one. How the text is cut into parts makes no difference to the rows.
 *
 * @param tableRows rows and malformed lines of a table at most
 */
export function createDelimitedReader(delimiter: string, tableRows = Infinity): TextReader {
  let header: readonly string[] | undefined;
  let rest = '';
  let line = 1;
  let skipsLine = false;

  return {
    *read(part, last) {
      const text = rest + part;
      const scanner = new Scanner(text, delimiter, { line, last, skipsLine });
      let table = new TableBuilder(header ?? [], text);
      let entry = header ? scanner.next(header.length) : scanner.next();
      while (entry !== undefined) {
        if (!header) {
          header = 'detail' in entry ? [] : entry.values.map((name) => name.trim());
          table = new TableBuilder(header, text);
          if ('detail' in entry) table.addMalformed(entry);
        } else if ('detail' in entry) {
          table.addMalformed(entry);
        } else {
          table.addRow(entry);
        }
        if (table.entries >= tableRows) {
          yield table.build();
          table = new TableBuilder(header, text);
        }
        entry = scanner.next(header.length);
      }
      ({ rest, line, skipsLine } = scanner.left());
      if (header && (table.entries > 0 || last)) yield table.build();
    },
  };
}

class TableBuilder {
  readonly #header: readonly string[];
  readonly #text: string;
  readonly #columns: string[][];
  readonly #lines: number[] = [];
  readonly #starts: number[] = [];
  readonly #malformed: MalformedLine[] = [];

  constructor(header: readonly string[], text: string) {
    this.#header = header;
    this.#text = text;
    this.#columns = header.map(() => []);
  }

  get entries(): number {
    return this.#lines.length + this.#malformed.length;
  }

  addRow({ values, line, start }: Row): void {
    const columns = this.#columns;
    for (let index = 0; index < columns.length; index += 1) columns[index]!.push(values[index]!);
    this.#lines.push(line);
    this.#starts.push(start);
  }

  addMalformed(line: MalformedLine): void {
    this.#malformed.push(line);
  }

  build(): RawTable {
    const text = this.#text;
    const starts = this.#starts;
    return {
      header: this.#header,
      columns: this.#columns,
      lines: this.#lines,
      malformed: this.#malformed,
      rawOf: (row) => rawAt(text, starts[row] ?? text.length),
    };
  }
}

function faultOf(values: readonly string[]): string | undefined {
  if (values.some((value) => value.includes('\ufffd'))) return notUtf8;
  if (values.some((value) => value.includes('\0'))) return 'holds a NUL character';
  return undefined;
}

function rawAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, Math.min(end === -1 ? text.length : end, start + maxRawLength + 1));
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

/** The text ends before the row does, and more will come. */
const unfinished = Symbol('unfinished');

interface ScannerState {
  /** Line the text begins on. */
  readonly line: number;
  /** Whether nothing follows the text. */
  readonly last: boolean;
  /** Whether the text begins inside a line that has been reported as too long. */
  readonly skipsLine: boolean;
}

/** Walks over the rows of a text, counting lines. */
class Scanner {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #last: boolean;
  readonly #hasQuotes: boolean;
  /** Looked for once over the whole text: hardly any has one. */
  readonly #hasDamage: boolean;
  #position = 0;
  #line: number;
  #skipsLine: boolean;

  constructor(text: string, delimiter: string, state: ScannerState) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#last = state.last;
    this.#line = state.line;
    this.#skipsLine = state.skipsLine;
    this.#hasQuotes = text.includes('"');
    this.#hasDamage = text.includes('\ufffd') || text.includes('\0');
  }

  /** Where the scanner stands once it has no more rows: the text it could not use yet, and the line that begins on. */
  left(): { rest: string; line: number; skipsLine: boolean } {
    return { rest: this.#text.slice(this.#position), line: this.#line, skipsLine: this.#skipsLine };
  }

  /**
   * The next row that is not blank, a malformed line, or `undefined` where the text has no further whole one. A row has the
   * expected number of values; any number will do for the header, which has to be more than blanks. After a malformed line
   * reading continues at the line below it, even where quotes seem to hold several lines together: better a line too many set
   * aside than one lost.
   */
  next(expected?: number): Row | MalformedLine | undefined {
    const text = this.#text;
    if (this.#skipsLine && !this.#skipLine()) return undefined;
    while (this.#position < text.length) {
      const start = this.#position;
      const line = this.#line;
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      if (end - start > maxRowLength) {
        this.#skipLine();
        return { line, detail: tooLong, raw: rawAt(text, start) };
      }
      if (newline === -1 && !this.#last) return undefined;
      const content = text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
      if (content === '' || (expected === undefined && content.trim() === '')) {
        this.#goTo(end + 1, line + 1);
        continue;
      }
      const split: SplitRow | typeof unfinished =
        this.#hasQuotes && content.includes('"')
          ? this.#splitQuoted(start)
          : { values: content.split(this.#delimiter), end: start + content.length };
      if (split === unfinished) return undefined;
      this.#goTo(end + 1, line + 1);
      const fault = split.fault ?? this.#faultOf(split, start, expected);
      if (fault !== undefined) return { line, detail: fault, raw: rawAt(text, start) };
      if (split.end > end) this.#goTo(split.end + 1, line + 1 + countNewlines(text, start, split.end));
      return { line, start, values: split.values };
    }
    return undefined;
  }

  #goTo(position: number, line: number): void {
    this.#position = Math.min(position, this.#text.length);
    this.#line = line;
  }

  /** Passes over what is left of a line; whether its end was found. */
  #skipLine(): boolean {
    const newline = this.#text.indexOf('\n', this.#position);
    this.#skipsLine = newline === -1;
    if (newline === -1) this.#position = this.#text.length;
    else this.#goTo(newline + 1, this.#line + 1);
    return newline !== -1;
  }

  #faultOf({ values, end }: SplitRow, start: number, expected: number | undefined): string | undefined {
    if (end - start > maxRowLength) return tooLong;
    if (expected !== undefined && values.length !== expected)
      return `expected ${expected} values, found ${values.length}`;
    return this.#hasDamage ? faultOf(values) : undefined;
  }

  /** The values of a row with quotes and the offset of its line break, or its fault. */
  #splitQuoted(start: number): SplitRow | typeof unfinished {
    const text = this.#text;
    // Past this offset no row may reach, so that what is in sight is enough to judge by.
    const mayGrow = !this.#last && text.length <= start + maxRowLength + 2;
    const values: string[] = [];
    let position = start;
    for (;;) {
      if (text[position] === '"') {
        const close = closingQuote(text, position + 1);
        if (close === -1 || close > start + maxRowLength) {
          if (mayGrow) return unfinished;
          return { values, end: position, fault: 'a quote is opened and never closed' };
        }
        values.push(text.slice(position + 1, close).replaceAll('""', '"'));
        position = close + 1;
      } else {
        const end = this.#endOfPlain(position);
        values.push(text.slice(position, end));
        position = end;
      }
      // What stands at the end may be half of a pair: of quotes, or of CR and LF.
      if (mayGrow && position + 1 >= text.length && text[position] !== '\n') return unfinished;
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
