import type { StandardColumn } from '../../contracts/project.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { lineColumn, type LoadedSource } from '../../project/loaded-project.ts';
import { keyColumns } from './keys.ts';
import type { RowFault } from './row-faults.ts';
import { toColumn, type Cell } from './standard-columns.ts';

/** The rows of a file that are kept, one per key: the first one. Held by column: an object per row of a long history would fill the memory. */
export class KeptRows {
  readonly #keys: readonly string[];
  readonly #columns: readonly { readonly column: StandardColumn; readonly cells: Cell[] }[];
  /** Per row, the line it came from; NaN where it belongs to no single one. */
  readonly #lines: number[] = [];
  readonly #firstOfKey = new Map<string, number>();

  constructor(source: LoadedSource) {
    this.#keys = keyColumns(source);
    this.#columns = source.standardColumns.map((column) => ({ column, cells: [] }));
  }

  get count(): number {
    return this.#lines.length;
  }

  /** Keeps a row, or tells why it can't be: its key is there already. */
  add(row: Readonly<Record<string, unknown>>, line: number | undefined): RowFault | undefined {
    const key = this.#keys.map((name) => String(row[name])).join('\u001f');
    const first = this.#firstOfKey.get(key);
    if (first !== undefined) return this.#duplicate(first, row);
    this.#firstOfKey.set(key, this.count);
    for (const { column, cells } of this.#columns) cells.push(row[column.name] as Cell);
    this.#lines.push(line ?? Number.NaN);
    return undefined;
  }

  /** The standard table, with `__line` as its last column. */
  toTable(): Columns {
    const columns = this.#columns.map(({ column, cells }) => [column.name, toColumn(cells, column.type)] as const);
    return { ...Object.fromEntries(columns), [lineColumn]: Float64Array.from(this.#lines) };
  }

  #duplicate(first: number, row: Readonly<Record<string, unknown>>): RowFault {
    const identical = this.#columns.every(({ column, cells }) => Object.is(cells[first], row[column.name]));
    const line = this.#lines[first] ?? Number.NaN;
    const key = this.#keys.map((name) => `${name} ${String(row[name])}`).join(', ');
    return {
      column: undefined,
      reason: identical ? 'duplicate-identical' : 'duplicate-conflicting',
      detail: `${key} is on ${Number.isNaN(line) ? 'an earlier row' : `line ${line}`} already`,
    };
  }
}
