import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableEngine, TextColumn } from '../../ports/table-engine.ts';
import { maxRawLength, type RawTable } from './raw-table.ts';

/**
 * Reads a Parquet file as text, in tables of a given number of rows; the line of a row is its number, from 1. The engine reads
 * files, landing gives bytes: they meet in a temporary one. Throws `TableUnreadableError`.
 */
export async function* readParquetRows(
  tables: TableEngine,
  bytes: AsyncIterable<Uint8Array>,
  tableRows: number,
): AsyncGenerator<RawTable> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-landing-'));
  try {
    const path = join(folder, 'file.parquet');
    const handle = await open(path, 'w');
    try {
      for await (const part of bytes) await handle.writeFile(part);
    } finally {
      await handle.close();
    }
    let rows = 0;
    for await (const table of tables.readParquetAsText(path, tableRows)) {
      const raw = rawTable(table, rows + 1);
      rows += raw.lines.length;
      yield raw;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rawTable(table: Readonly<Record<string, TextColumn>>, firstLine: number): RawTable {
  const header = Object.keys(table);
  const columns = header.map((name) => table[name]!.map((value) => value ?? ''));
  const lines = (columns[0] ?? []).map((_, index) => firstLine + index);
  const rawOf = (row: number) =>
    columns
      .map((values) => values[row])
      .join(',')
      .slice(0, maxRawLength);
  return { header, columns, lines, malformed: [], rawOf };
}
