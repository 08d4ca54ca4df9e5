import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { BlockTable, Columns, TableEngine } from '../ports/table-engine.ts';
import type { DatasetPorts } from './ports.ts';

type Writers = Pick<DatasetPorts, 'store' | 'tables'>;

/** Stores a table as Parquet. */
export async function putParquet(ports: Writers, columns: Columns): Promise<ArtifactRef> {
  return putTable(ports, 'parquet', (tables, path) => tables.writeParquet(columns, path));
}

/** Stores a table in blocks as Parquet. */
export async function putParquetBlocks(ports: Writers, table: BlockTable): Promise<ArtifactRef> {
  return putTable(ports, 'parquet', (tables, path) => tables.writeParquetBlocks(table, path));
}

/** Stores a table as CSV. */
export async function putCsv(ports: Writers, columns: Columns): Promise<ArtifactRef> {
  return putTable(ports, 'csv', (tables, path) => tables.writeCsv(columns, path));
}

async function putTable(
  { store, tables }: Writers,
  extension: 'parquet' | 'csv',
  write: (tables: TableEngine, path: string) => Promise<void>,
): Promise<ArtifactRef> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-table-'));
  try {
    const path = join(folder, `table.${extension}`);
    await write(tables, path);
    return await store.putFile(path, extension);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
