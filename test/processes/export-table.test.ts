import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test, vi } from 'vitest';
import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import type { Columns } from '../../src/ports/table-engine.ts';
import { createTableExports } from '../../src/processes/export-table.ts';

const rows = 60_000;

async function table(columns: Columns = { units: randomNumbers() }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'rows.parquet');
  const engine = await createDuckDbTableEngine();
  await engine.writeParquet(columns, path);
  engine.close();
  return path;
}

function randomNumbers(): Float64Array {
  return Float64Array.from({ length: rows }, () => Math.random());
}

/** As forecasts have them: as many columns of texts as of numbers. */
function likeForecasts(): Columns {
  const names = Array.from({ length: 8 }, (_, column) => column);
  const texts = Array.from({ length: rows }, (_, row) => `item-${row % 1000}`);
  return {
    ...Object.fromEntries(names.map((column) => [`text ${column}`, texts])),
    ...Object.fromEntries(names.map((column) => [`number ${column}`, randomNumbers()])),
  };
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

/** Run before an export's own program: writes down how often V8 has collected everything although nobody asked for it. */
function countCollections(file: string): string {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { constants, PerformanceObserver } from 'node:perf_hooks';
    let collections = 0;
    const count = (entries) => {
      for (const { detail: { kind, flags } } of entries) {
        const isMajor = kind === constants.NODE_PERFORMANCE_GC_MAJOR;
        if (isMajor && !(flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED)) collections += 1;
      }
    };
    const observer = new PerformanceObserver((list) => count(list.getEntries()));
    observer.observe({ entryTypes: ['gc'] });
    process.on('disconnect', () => {
      count(observer.takeRecords());
      appendFileSync(${JSON.stringify(file)}, String(collections));
    });`;
  return `--import=data:text/javascript,${encodeURIComponent(program)}`;
}

test('a workbook of many rows stays in its heap: V8 is never short of room', async () => {
  const path = await table(likeForecasts());
  const file = join(path, '..', 'collections');
  vi.stubEnv('NODE_OPTIONS', countCollections(file));
  onTestFinished(() => void vi.unstubAllEnvs());
  const opened = await createTableExports(1).open({ ...request, path }, new AbortController().signal);
  for await (const piece of opened) expect(piece).toBeInstanceOf(Buffer);
  expect(Number(await readFile(file, 'utf8'))).toBeLessThan(40);
});
