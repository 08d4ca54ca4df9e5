import {
  DOUBLE,
  DuckDBTableFunction,
  UINTEGER,
  VARCHAR,
  type DuckDBDataChunk,
  type DuckDBInstance,
  type DuckDBType,
} from '@duckdb/node-api';
import type { BlockColumn, BlockTable } from '../../ports/table-engine.ts';
import { identifier, literal } from './sql.ts';

/** DuckDB's vector size: what a data chunk holds at most. */
const chunkRows = 2048;
/** A column of the table that is read, and whether its codes are handed over instead of its texts. */
interface Passed {
  readonly name: string;
  readonly column: BlockColumn;
  readonly listed: boolean;
}

interface PassedTable {
  readonly rows: number;
  readonly columns: readonly Passed[];
}

/** Texts of a column up to which their codes are looked up by DuckDB; with more the list costs more than it spares. */
const mostListed = 5000;
/** Parts the texts of a list: the unit separator of ASCII, which hardly any text has. */
const separator = '\x1f';
const functionName = 'shelfcast_block_rows';

/**
 * Lets an instance read tables of JavaScript: a table function that hands its rows over while DuckDB asks for them, so that nothing
 * is copied into a table of its own first.
 */
export async function provideBlockRows(instance: DuckDBInstance): Promise<BlockRows> {
  const tables = new Map<string, PassedTable>();
  const connection = await instance.connect();
  connection.registerTableFunction(createFunction(tables));
  connection.closeSync();
  let last = 0;
  return {
    async read(table, use) {
      const id = String((last += 1));
      const columns = Object.entries(table.columns).map(([name, column]) => ({
        name,
        column,
        listed: isListed(column),
      }));
      tables.set(id, { rows: table.rows, columns });
      try {
        await use(`SELECT ${columns.map(selected).join(', ')} FROM ${functionName}('${id}')`);
      } finally {
        tables.delete(id);
      }
    },
  };
}

export interface BlockRows {
  /** Gives a query of the table's rows, in order, which holds until `use` has ended. */
  read(table: BlockTable, use: (query: string) => Promise<unknown>): Promise<void>;
}

/** A column as the query selects it: codes become their texts, and 0 the index at which a list has nothing. */
function selected({ name, column, listed }: Passed): string {
  if (!('texts' in column) || !listed) return identifier(name);
  // One literal: in a list with thousands of them each would be parsed and planned separately.
  const list = `string_split(${literal(column.texts.join(separator))}, ${literal(separator)})`;
  return `${list}[${identifier(name)}] AS ${identifier(name)}`;
}

function isListed(column: BlockColumn): boolean {
  if (!('texts' in column) || column.texts.length > mostListed) return false;
  return !column.texts.some((text) => text.includes('\0') || text.includes(separator));
}

function createFunction(tables: ReadonlyMap<string, PassedTable>): DuckDBTableFunction {
  return DuckDBTableFunction.create({
    name: functionName,
    parameterTypes: [VARCHAR],
    bindFunction(bind) {
      const table = tables.get(String(bind.getParameter(0)))!;
      for (const passed of table.columns) bind.addResultColumn(passed.name, typeOf(passed));
      bind.setCardinality(table.rows, true);
      bind.setBindData({ table });
    },
    initFunction(init) {
      init.setMaxThreads(1);
      const { table } = init.bindData as { table: PassedTable };
      init.setInitData(new BlockScan(table));
    },
    mainFunction(info, chunk) {
      (info.initData as BlockScan).next(chunk);
    },
  });
}

function typeOf({ column, listed }: Passed): DuckDBType {
  if (!('texts' in column)) return DOUBLE;
  return listed ? UINTEGER : VARCHAR;
}

/** Walks over the blocks of a table, a data chunk at a time. */
class BlockScan {
  readonly #columns: readonly Passed[];
  readonly #rows: number;
  #done = 0;
  #block = 0;
  #offset = 0;

  constructor(table: PassedTable) {
    this.#columns = table.columns;
    this.#rows = table.rows;
  }

  next(chunk: DuckDBDataChunk): void {
    const rows = Math.min(chunkRows, this.#rows - this.#done);
    chunk.rowCount = rows;
    if (rows === 0) return;
    let filled = 0;
    const vectors = this.#columns.map((_, index) => chunk.getColumnVector(index));
    while (filled < rows) {
      const size = this.#columns[0]!.column.blocks[this.#block]!.length;
      const count = Math.min(rows - filled, size - this.#offset);
      this.#columns.forEach(({ column, listed }, index) => {
        const vector = vectors[index]!;
        const values = column.blocks[this.#block]!;
        const from = this.#offset;
        if (!('texts' in column)) {
          for (let row = 0; row < count; row += 1) {
            const value = values[from + row]!;
            vector.setItem(filled + row, Number.isNaN(value) ? null : value);
          }
        } else if (listed) {
          for (let row = 0; row < count; row += 1) vector.setItem(filled + row, values[from + row]!);
        } else {
          for (let row = 0; row < count; row += 1) {
            vector.setItem(filled + row, column.texts[values[from + row]! - 1] ?? null);
          }
        }
      });
      filled += count;
      this.#offset += count;
      if (this.#offset === size) [this.#block, this.#offset] = [this.#block + 1, 0];
    }
    for (const vector of vectors) vector.flush();
    this.#done += rows;
  }
}
