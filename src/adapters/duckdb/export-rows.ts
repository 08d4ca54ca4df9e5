import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, DuckDBTypeId, type DuckDBConnection } from '@duckdb/node-api';
import type { ColumnFilter, Columns } from '../../ports/table-engine.ts';
import { withoutFileCache } from './file-cache.ts';
import { identifier, literal, numberText, pathLiteral, whereClause } from './sql.ts';

/** Rows of a Parquet file that meet conditions, to be written elsewhere without ever being in memory together. */
export interface RowExport {
  /** Columns, in the order of the file. */
  readonly columns: readonly string[];
  /** Writes them as a CSV file, as `TableEngine.writeCsv` would. */
  toCsv(path: string): Promise<void>;
  /** Writes them as a Parquet file. */
  toParquet(path: string): Promise<void>;
  /** The rows, in the order of the file, batch by batch. */
  batches(): AsyncGenerator<Columns>;
  /** Texts of more characters than this, with their columns. */
  longTexts(characters: number): Promise<readonly { readonly column: string; readonly text: string }[]>;
  close(): void;
}

/** Memory of the engine: what an export may hold in all is a few times that. */
const memoryLimit = '64MB';
/** Chunks of 2,048 rows, half a megabyte and more each, that are read before they are let go, where the process may say so. */
const chunksKept = 16;
const parquet = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480, PARQUET_VERSION v1';

/** Opens the rows of a Parquet file that meet all conditions. The same rows give the same bytes, batch sizes aside. */
export async function openRowExport(path: string, where: readonly ColumnFilter[]): Promise<RowExport> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...{ threads: '1', memory_limit: memoryLimit, preserve_insertion_order: 'true', ...withoutFileCache },
    temp_directory: join(tmpdir(), randomUUID()),
    ...{ autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' },
  });
  const connection = await instance.connect();
  const from = `FROM read_parquet(${pathLiteral(path)}) ${whereClause(where)}`;
  const described = await connection.run(`SELECT * ${from} LIMIT 0`);
  const columns = described.columnNames().map((name, index) => ({ name, type: described.columnTypeId(index) }));
  const isNumber = (type: DuckDBTypeId): boolean => type === DuckDBTypeId.DOUBLE;
  return {
    columns: columns.map(({ name }) => name),
    async toCsv(target) {
      const cells = columns.map(({ name, type }) =>
        isNumber(type) ? `${numberText(name)} AS ${identifier(name)}` : identifier(name),
      );
      await connection.run(`COPY (SELECT ${cells.join(', ')} ${from}) TO ${literal(target)} (FORMAT csv, HEADER true)`);
    },
    async toParquet(target) {
      await connection.run(`COPY (SELECT * ${from}) TO ${literal(target)} (${parquet})`);
    },
    batches: () => batchesOf(connection, `SELECT * ${from}`),
    async longTexts(characters) {
      const texts = columns.filter(({ type }) => type === DuckDBTypeId.VARCHAR);
      const found: { column: string; text: string }[] = [];
      for (const { name } of texts) {
        const column = identifier(name);
        const condition = `${where.length > 0 ? 'AND' : 'WHERE'} length(${column}) > ${characters}`;
        const result = await connection.runAndReadAll(`SELECT DISTINCT ${column} ${from} ${condition} LIMIT 100`);
        for (const [text] of result.getRows()) found.push({ column: name, text: String(text) });
      }
      return found;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function* batchesOf(connection: DuckDBConnection, query: string): AsyncGenerator<Columns> {
  const result = await connection.stream(query);
  const names = result.columnNames();
  let chunks = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const read = chunk;
    chunks += 1;
    // The engine's memory of a chunk goes back with its object, which is too small for the collector to hurry.
    if (chunks % chunksKept === 0) globalThis.gc?.();
    yield Object.fromEntries(names.map((name, index) => [name, read.getColumnValues(index) as Columns[string]]));
  }
}
