import type { StandardColumn } from '../../contracts/project.ts';
import type { BlockColumn, BlockTable } from '../../ports/table-engine.ts';
import { lineColumn, type LoadedSource } from '../../project/loaded-project.ts';
import { Blocks } from './blocks.ts';
import type { CellEncoder } from './cells.ts';
import { keyColumns } from './keys.ts';
import type { RowFault } from './row-faults.ts';

interface KeptColumn {
  readonly column: StandardColumn;
  readonly encoder: CellEncoder;
  readonly cells: Blocks<Uint32Array> | Blocks<Float64Array>;
}

/**
 * The rows of a file that are kept, one per key: the first one, with the units of all of them where the source comes in parts. Held by column, texts as codes, and the keys in a table of row
 * numbers: a file of ten million rows takes some 40 bytes a row, and whether a key is there already is known exactly.
 */
export class KeptRows {
  readonly #columns: readonly KeptColumn[];
  readonly #keys: readonly KeptColumn[];
  readonly #keyIndexes: readonly number[];
  /** Index of the column that is summed over the rows of a key; -1 where the source comes in corrections. */
  readonly #summed: number;
  /** Per row, the line it came from; NaN where it belongs to no single one. */
  readonly #lines = new Blocks((rows) => new Float64Array(rows));
  /** Open addressing: row number + 1 by hash of the key, 0 where there is none. At most half full. */
  #rowOfKey = new Int32Array(1 << 12);

  /** @param encoders of the source's standard columns, in their order */
  constructor(source: LoadedSource, encoders: readonly CellEncoder[]) {
    this.#columns = source.standardColumns.map((column, index) => {
      const cells =
        column.type === 'text'
          ? new Blocks((rows) => new Uint32Array(rows))
          : new Blocks((rows) => new Float64Array(rows));
      return { column, encoder: encoders[index]!, cells };
    });
    this.#keyIndexes = keyColumns(source).map((name) => this.#columns.findIndex(({ column }) => column.name === name));
    this.#summed =
      source.repeatedWeek === 'parts' ? this.#columns.findIndex(({ column }) => column.name === 'units') : -1;
    this.#keys = this.#keyIndexes.map((index) => this.#columns[index]!);
  }

  get count(): number {
    return this.#lines.length;
  }

  /**
   * Keeps a row or adds it to the one of its key, or returns why it can't be: its key is there already.
   *
   * @param numbers the numbers of its cells, in the order of the standard columns
   * @param line NaN where it belongs to no single one
   */
  add(numbers: Float64Array, line: number): RowFault | undefined {
    const slot = this.#slotOf(numbers);
    const first = this.#rowOfKey[slot]! - 1;
    if (first !== -1) return this.#again(first, numbers);
    this.#rowOfKey[slot] = this.count + 1;
    for (let index = 0; index < this.#columns.length; index += 1) this.#columns[index]!.cells.push(numbers[index]!);
    this.#lines.push(line);
    if (2 * this.count > this.#rowOfKey.length) this.#grow();
    return undefined;
  }

  /** The standard table, with `__line` as its last column. Of no more use afterwards. */
  toTable(): BlockTable {
    this.#rowOfKey = new Int32Array(0);
    const columns = this.#columns.map(({ column, encoder, cells }): [string, BlockColumn] => {
      const { texts } = encoder;
      return [
        column.name,
        texts ? { texts, blocks: cells.blocks() as Uint32Array[] } : { blocks: cells.blocks() as Float64Array[] },
      ];
    });
    return {
      rows: this.count,
      columns: { ...Object.fromEntries(columns), [lineColumn]: { blocks: this.#lines.blocks() } },
    };
  }

  /** Where the key is in the table, or would be. */
  #slotOf(numbers: Float64Array): number {
    const mask = this.#rowOfKey.length - 1;
    let hash = 0;
    for (const index of this.#keyIndexes) hash = mixed(hash, numbers[index]!);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = this.#rowOfKey[slot]! - 1;
      if (row === -1 || this.#hasKey(row, numbers)) return slot;
    }
  }

  #hasKey(row: number, numbers: Float64Array): boolean {
    for (let key = 0; key < this.#keys.length; key += 1) {
      if (!Object.is(this.#keys[key]!.cells.at(row), numbers[this.#keyIndexes[key]!])) return false;
    }
    return true;
  }

  #grow(): void {
    const table = new Int32Array(2 * this.#rowOfKey.length);
    const mask = table.length - 1;
    for (let row = 0; row < this.count; row += 1) {
      let hash = 0;
      for (const { cells } of this.#keys) hash = mixed(hash, cells.at(row));
      let slot = hash & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = row + 1;
    }
    this.#rowOfKey = table;
  }

  #again(first: number, numbers: Float64Array): RowFault | undefined {
    if (this.#summed === -1) return this.#duplicate(first, numbers);
    const { cells } = this.#columns[this.#summed]!;
    cells.set(first, cells.at(first) + numbers[this.#summed]!);
    return undefined;
  }

  #duplicate(first: number, numbers: Float64Array): RowFault {
    const identical = this.#columns.every(({ cells }, index) => Object.is(cells.at(first), numbers[index]));
    const line = this.#lines.at(first);
    const key = this.#keys
      .map(({ column, encoder }, index) => `${column.name} ${encoder.textOf(numbers[this.#keyIndexes[index]!]!)}`)
      .join(', ');
    return {
      column: undefined,
      reason: identical ? 'duplicate-identical' : 'duplicate-conflicting',
      detail: `${key} is on ${Number.isNaN(line) ? 'an earlier row' : `line ${line}`} already`,
    };
  }
}

/** One step of a hash over small whole numbers, as codes are. */
function mixed(hash: number, value: number): number {
  const product = Math.imul(hash ^ (value | 0), 0x9e37_79b1);
  return product ^ (product >>> 15);
}
