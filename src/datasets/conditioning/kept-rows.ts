import type { LoadedSource } from '../../project/loaded-project.ts';
import { keyColumns } from './keys.ts';
import type { RowFault } from './row-check.ts';

type Row = Readonly<Record<string, unknown>>;

/** The rows of a file that are kept, one per key: the first one. */
export class KeptRows {
  readonly rows: Row[] = [];
  /** Per row, the line it came from. */
  readonly lines: (number | undefined)[] = [];
  readonly #keys: readonly string[];
  readonly #columns: readonly string[];
  readonly #firstOfKey = new Map<string, number>();

  constructor(source: LoadedSource) {
    this.#keys = keyColumns(source);
    this.#columns = source.standardColumns.map((column) => column.name);
  }

  /** Keeps a row, or tells why it can't be: its key is there already. */
  add(row: Row, line: number | undefined): RowFault | undefined {
    const key = this.#keys.map((name) => String(row[name])).join('\u001f');
    const first = this.#firstOfKey.get(key);
    if (first !== undefined) return this.#duplicate(first, row);
    this.#firstOfKey.set(key, this.rows.length);
    this.rows.push(row);
    this.lines.push(line);
    return undefined;
  }

  #duplicate(first: number, row: Row): RowFault {
    const identical = this.#columns.every((name) => Object.is(this.rows[first]?.[name], row[name]));
    const line = this.lines[first];
    const key = this.#keys.map((name) => `${name} ${String(row[name])}`).join(', ');
    return {
      column: undefined,
      reason: identical ? 'duplicate-identical' : 'duplicate-conflicting',
      detail: `${key} is on ${line === undefined ? 'an earlier row' : `line ${line}`} already`,
    };
  }
}
