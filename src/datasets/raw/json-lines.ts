import {
  maxRawLength,
  maxRowLength,
  tooLong,
  type MalformedLine,
  type RawTable,
  type TextReader,
} from './raw-table.ts';
import { notUtf8 } from './text-parts.ts';

type Scalar = string | number | boolean | null;

/** Names came up after tables without them had been given away: the file has to be read again, with all of its names. */
export class LateColumnsError extends Error {
  override readonly name = 'LateColumnsError';
  /** Every name of the file, in order of appearance. */
  readonly header: readonly string[];

  constructor(header: readonly string[]) {
    super('columns appear late in the file');
    this.header = header;
  }
}

/**
 * Reads one JSON object per line. Values become text as JavaScript prints them, `null` and absent ones the empty text;
 * the header is every name met, in order of appearance. Throws `LateColumnsError` at the end of a file whose first table lacks
 * some of them.
 *
 * @param tableRows rows and malformed lines of a table at most
 * @param known names that come first in the header, met or not
 */
export function createJsonLinesReader(tableRows = Infinity, known: readonly string[] = []): TextReader {
  const names = new Set(known);
  let line = 1;
  let rest = '';
  let skipsLine = false;
  let given: number | undefined;
  let table = new TableBuilder();

  function* take(): Generator<RawTable> {
    given ??= names.size;
    if (names.size === given) yield table.build([...names]);
    table = new TableBuilder();
  }

  return {
    *read(part, last) {
      const text = rest + part;
      let start = 0;
      for (;;) {
        const newline = text.indexOf('\n', start);
        const end = newline === -1 ? text.length : newline;
        const isLong = end - start > maxRowLength;
        if (newline === -1 && !last && !isLong) break;
        if (!skipsLine && isLong) table.addMalformed({ line, detail: tooLong, raw: text.slice(start, start + 500) });
        else if (!skipsLine) table.add(text.slice(start, end).trim(), line, names);
        skipsLine = newline === -1 && !last;
        start = newline === -1 ? end : end + 1;
        if (newline === -1) break;
        line += 1;
        if (table.entries >= tableRows) yield* take();
      }
      rest = text.slice(start);
      if (table.entries > 0) yield* take();
      if (last && given !== undefined && names.size > given) throw new LateColumnsError([...names]);
    },
  };
}

class TableBuilder {
  readonly #objects: Record<string, Scalar>[] = [];
  readonly #raws: string[] = [];
  readonly #lines: number[] = [];
  readonly #malformed: MalformedLine[] = [];

  get entries(): number {
    return this.#lines.length + this.#malformed.length;
  }

  add(raw: string, line: number, names: Set<string>): void {
    if (raw === '') return;
    const parsed = parseObject(raw);
    if (typeof parsed === 'string') {
      this.addMalformed({ line, detail: parsed, raw: raw.slice(0, maxRawLength) });
      return;
    }
    for (const name in parsed) names.add(name);
    this.#objects.push(parsed);
    this.#raws.push(raw);
    this.#lines.push(line);
  }

  addMalformed(line: MalformedLine): void {
    this.#malformed.push(line);
  }

  build(header: readonly string[]): RawTable {
    const raws = this.#raws;
    return {
      header,
      columns: header.map((name) => this.#objects.map((object) => textOf(object[name]))),
      lines: this.#lines,
      malformed: this.#malformed,
      rawOf: (row) => raws[row]?.slice(0, maxRawLength) ?? '',
    };
  }
}

function parseObject(raw: string): Record<string, Scalar> | string {
  if (raw.includes('\ufffd')) return notUtf8;
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no JSON object';
    if (Object.values(value).some((inner) => typeof inner === 'object' && inner !== null)) return 'a nested value';
    return value as Record<string, Scalar>;
  } catch {
    return 'no JSON';
  }
}

function textOf(value: Scalar | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
