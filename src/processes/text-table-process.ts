import type { Readable } from 'node:stream';
import { createTableExports } from './export-table.ts';
import { TextTableReader } from './text-table-bytes.ts';
import type { TextTable } from '../adapters/duckdb/text-table.ts';

const exports = createTableExports(1);

/** Reads a table in a process that ends with it: what the engine and the rows took goes back to the system. */
export async function loadInProcess(path: string, signal: AbortSignal): Promise<TextTable | undefined> {
  const request = { path, as: 'texts', where: [], name: '', dates: [] } as const;
  const bytes: Readable = await exports.open(request, signal);
  return new TextTableReader(bytes).read();
}
