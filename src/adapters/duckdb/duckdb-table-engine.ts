import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { TableUnreadableError, type TableEngine } from '../../ports/table-engine.ts';
import { appendColumns } from './append-columns.ts';
import { provideBlockRows } from './block-rows.ts';
import { balanceRows, compareRows } from './compare-rows.ts';
import { withoutFileCache } from './file-cache.ts';
import { readColumns, textTables } from './read-columns.ts';
import { noRows, readCoded } from './read-coded.ts';
import { identifier, literal, numberText, pathList, pathLiteral, whereClause } from './sql.ts';
import { sumRows } from './sum-rows.ts';
import { countRows } from './whole-result.ts';

export interface DuckDbOptions {
  /** Memory the engine may use before it spills to disk. Default `1GB`. */
  readonly memoryLimit?: string;
  /** Folder to spill to. Default: a folder below the system's temporary one. */
  readonly temporaryDirectory?: string;
  /** Whether it keeps the bytes of files that it has read, as far as they fit, for the next time. Default: it does. */
  readonly keepsFiles?: boolean;
}

const parquet = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, PARQUET_VERSION v1';

/** Tables in files by an in-process DuckDB. Close it to give its memory back. */
export interface DuckDbTableEngine extends TableEngine {
  close(): void;
}

/**
 * Starts the engine. One thread: several would write row groups in any order, and the same rows have to give the same
 * bytes. Nothing is downloaded: Parquet support is built in.
 */
export async function createDuckDbTableEngine(options: DuckDbOptions = {}): Promise<DuckDbTableEngine> {
  const temporaryDirectory = resolve(options.temporaryDirectory ?? join(tmpdir(), 'shelfcast-duckdb'));
  await mkdir(temporaryDirectory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: options.memoryLimit ?? '1GB',
    // A folder per instance: two processes must not find each other's spill files.
    temp_directory: join(temporaryDirectory, randomUUID()),
    preserve_insertion_order: 'true',
    ...(options.keepsFiles === false ? withoutFileCache : {}),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });

  const blockRows = await provideBlockRows(instance);

  async function withConnection<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await instance.connect();
    try {
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  }

  async function reading<T>(
    path: string | readonly string[],
    use: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    try {
      return await withConnection(use);
    } catch (cause) {
      // Of several files the engine's own words name the one.
      throw new TableUnreadableError(typeof path === 'string' ? path : (path[0] ?? ''), { cause });
    }
  }

  return {
    async writeParquet(columns, path) {
      await withConnection(async (connection) => {
        await appendColumns(connection, 'rows', columns);
        await connection.run(`COPY rows TO ${literal(path)} (${parquet})`);
      });
    },

    async writeParquetBlocks(table, path) {
      await withConnection((connection) =>
        blockRows.read(table, (query) => connection.run(`COPY (${query}) TO ${literal(path)} (${parquet})`)),
      );
    },

    readParquet(path, { columns, where, range } = {}) {
      return reading(path, async (connection) => {
        const selected = columns ? columns.map(identifier).join(', ') : '*';
        const rows = range ? `LIMIT ${Math.trunc(range.limit)} OFFSET ${Math.trunc(range.offset)}` : '';
        return readColumns(
          await connection.run(
            `SELECT ${selected} FROM read_parquet(${pathLiteral(path)}) ${whereClause(where)} ${rows}`,
          ),
        );
      });
    },

    async *readParquetAsText(path, tableRows) {
      const connection = await instance.connect();
      try {
        const from = `FROM read_parquet(${pathLiteral(path)})`;
        const rows = await countRows(connection, from);
        yield* textTables(await connection.stream(`SELECT CAST(COLUMNS(*) AS VARCHAR) ${from}`), tableRows, rows);
      } catch (cause) {
        throw new TableUnreadableError(path, { cause });
      } finally {
        connection.closeSync();
      }
    },

    async readCoded(paths, request) {
      if (paths.length === 0) return noRows(request);
      return reading(paths, (connection) => readCoded(connection, paths, request));
    },

    async distinctTexts(paths, column, where) {
      if (paths.length === 0) return [];
      return reading(paths, async (connection) => {
        const name = identifier(column);
        const result = await connection.runAndReadAll(
          `SELECT DISTINCT ${name} FROM read_parquet(${pathList(paths)}) ${whereClause(where)}`,
        );
        return result
          .getRows()
          .map(([text]) => text)
          .filter((text) => typeof text === 'string')
          .sort();
      });
    },

    async largestText(paths, column, where) {
      if (paths.length === 0) return undefined;
      return reading(paths, async (connection) => {
        const result = await connection.runAndReadAll(
          `SELECT max(${identifier(column)}) FROM read_parquet(${pathList(paths)}) ${whereClause(where)}`,
        );
        return (result.getRows()[0]?.[0] as string | null | undefined) ?? undefined;
      });
    },

    sumRows(path, request) {
      return reading(path, (connection) => sumRows(connection, path, request));
    },

    compareRows(before, after, comparison) {
      return reading([before, after], (connection) => compareRows(connection, before, after, comparison));
    },

    balanceRows(before, after, without) {
      return reading([before, after], (connection) => balanceRows(connection, before, after, without));
    },

    countRows(path) {
      return reading(path, (connection) => countRows(connection, `FROM read_parquet(${pathLiteral(path)})`));
    },

    async writeCsv(columns, path) {
      await withConnection(async (connection) => {
        await appendColumns(connection, 'rows', columns);
        const cells = Object.entries(columns).map(([name, values]) =>
          values instanceof Float64Array ? `${numberText(name)} AS ${identifier(name)}` : identifier(name),
        );
        const query = `SELECT ${cells.join(', ')} FROM rows`;
        await connection.run(`COPY (${query}) TO ${literal(path)} (FORMAT csv, HEADER true)`);
      });
    },

    close() {
      instance.closeSync();
    },
  };
}
