import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createTableExports } from '../../src/processes/export-table.ts';

const rows = 60_000;

async function table(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'rows.parquet');
  const engine = await createDuckDbTableEngine();
  await engine.writeParquet({ units: Float64Array.from({ length: rows }, () => Math.random()) }, path);
  engine.close();
  return path;
}

const request = { as: 'xlsx', where: [], name: 'rows', dates: [] } as const;

test('a reader that leaves ends the export, and the next one gets its place', async () => {
  const path = await table();
  const exports = createTableExports(1);
  const never = new AbortController().signal;
  const left = await exports.open({ ...request, path }, never);
  const next = exports.open({ ...request, path }, never);
  left.destroy();
  let bytes = 0;
  for await (const piece of await next) bytes += (piece as Buffer).length;
  expect(bytes).toBeGreaterThan(rows);
});

test('one that is called off while its file is on the way is an error for its reader, not a shorter file', async () => {
  const called = new AbortController();
  const opened = await createTableExports(1).open({ ...request, path: await table() }, called.signal);
  called.abort(new Error('the API is stopping'));
  const reading = (async () => {
    for await (const piece of opened) expect(piece).toBeInstanceOf(Buffer);
  })();
  await expect(reading).rejects.toThrow('the API is stopping');
});

test('a table that cannot be read is named before any byte', async () => {
  const opening = createTableExports(1).open({ ...request, path: '/nowhere.parquet' }, new AbortController().signal);
  await expect(opening).rejects.toThrow(/nowhere\.parquet/);
});
