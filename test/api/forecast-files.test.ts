import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDuckDbTableEngine, type DuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { createServer } from '../../src/api/create-server.ts';
import { readRows } from '../../src/composition/read-rows.ts';
import { createTableExports } from '../../src/composition/table-exports.ts';
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';
import type { Landing } from '../../src/ports/landing.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import { testApp } from '../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry.ts';

const host = '127.0.0.1:8080';
const items = ['=1+1', '+A1', '@x', '"quoted"', '007'];
const columns = {
  store: items.map((_, index) => (index < 3 ? 'n1' : 'n2')),
  item: items,
  cutoff: items.map(() => '2025-10-06'),
  week: items.map((_, index) => (index % 2 === 0 ? '2025-10-13' : '2025-10-20')),
  step: Float64Array.from(items, (_, index) => 1 + (index % 2)),
  forecast: Float64Array.from(items, (_, index) => index / 7),
  p10: Float64Array.from(items, () => Number.NaN),
};

let folder: string;
let database: TestRegistry;
let engine: DuckDbTableEngine;
let store: ArtifactStore;
let server: FastifyInstance;
let csv: ArtifactRef;
const retention = { keepPublishedForecasts: false, datasetsWeeks: 26 };

async function publish(region: string, table: typeof columns): Promise<{ readonly parquet: ArtifactRef }> {
  const [parquetPath, csvPath] = ['parquet', 'csv'].map((as) => join(folder, `${region}.${as}`)) as [string, string];
  await engine.writeParquet(table, parquetPath);
  await engine.writeCsv(table, csvPath);
  const parquet = await store.putFile(parquetPath, 'parquet');
  csv = await store.putFile(csvPath, 'csv');
  await database.registry.recordForecast({
    ...{ environment: 'dev', region, cutoff: '2025-10-06', cycleId: `cycle/dev/${region}/2025-10-06/1` },
    ...{ datasetVersion: 'd', rows: table.item.length, parquet, csv, uri: '', scoredBy: {} },
  });
  return { parquet };
}

beforeAll(async () => {
  [database, folder, engine] = await Promise.all([
    startTestRegistry(),
    mkdtemp(join(tmpdir(), 'shelfcast-files-')),
    createDuckDbTableEngine(),
  ]);
  store = createLocalArtifactStore(join(folder, 'artifacts'));
  const regions = ['north', 'south', 'west'].map((name) => ({ name, timeZone: 'America/Chicago' }));
  const project = { resolved: { environments: { dev: {} }, regions, retention } } as unknown as LoadedProject;
  const exports = createTableExports();
  server = await createServer({
    appFor: (actor) =>
      testApp({
        ...{ actor, project, registry: database.registry },
        openStorage: () => Promise.resolve({ store, landing: undefined as unknown as Landing }),
        readRows: async (table, conditions, range) => readRows(await store.localPath(table), conditions, range),
        exportRows: async (table, request, signal) =>
          exports.open({ ...request, path: await store.localPath(table) }, signal),
      }),
    authenticate: () => Promise.resolve({ actor: 'rita', role: 'reader' }),
    ...{ hosts: new Set(['127.0.0.1']), version: '1.2.3', log: pino({ level: 'silent' }) },
  });
  await publish('north', columns);
});
afterAll(async () => {
  await server.close();
  engine.close();
  await database.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({ method: 'GET', url: `/api/v1/environments/dev/forecasts/${path}`, headers: { host, ...headers } });

async function saved(path: string): Promise<string> {
  const answer = await get(path);
  expect(answer.statusCode).toBe(200);
  const file = join(folder, 'answer');
  await writeFile(file, answer.rawPayload);
  return file;
}

test('a workbook has the values of the JSON: names that begin like formulas as texts, weeks as dates', async () => {
  const sheet = await readSheet(await saved('north/file?as=xlsx'));
  const { rows } = (await get('north/rows')).json<{ readonly rows: readonly Record<string, unknown>[] }>();
  const [names, ...cells] = sheet;
  const read = cells.map((row) =>
    Object.fromEntries(
      names!.map((name, index) => {
        const value = row[index];
        return [String(name), value instanceof Date ? value.toISOString().slice(0, 10) : value];
      }),
    ),
  );
  expect(read).toEqual(rows);
  expect(read.map(({ item }) => item)).toEqual(items);
});

test('all rows as CSV are the published file byte for byte, some rows its lines', async () => {
  const whole = await readFile(await saved('north/file?as=csv'), 'utf8');
  expect(whole).toBe(await readFile(await store.localPath(csv), 'utf8'));
  const some = await readFile(await saved('north/file?as=csv&store=n1&week=2025-10-13'), 'utf8');
  const lines = whole.split('\n');
  expect(some.split('\n')).toEqual([lines[0], lines[1], lines[3], '']);
});

test('some rows as Parquet', async () => {
  const table = await engine.readParquet(await saved('north/file?as=parquet&store=n2'));
  expect(table['item']).toEqual(items.slice(3));
  expect([...(table['forecast'] as Float64Array)]).toEqual([3 / 7, 4 / 7]);
});

test('a file says what it is, and who has it already gets 304', async () => {
  const { headers } = await get('north/file?as=xlsx&item=007');
  expect(headers['content-type']).toContain('spreadsheetml.sheet');
  expect(headers['content-disposition']).toContain('filename="dev-north-2025-10-06-007.xlsx"');
  const again = await get('north/file?as=xlsx&item=007', { 'if-none-match': String(headers.etag) });
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
});

test('a text that no cell holds is refused before any byte, with the way out', async () => {
  await publish('south', { ...columns, item: items.map(() => 'x'.repeat(32_768)) });
  const answer = await get('south/file?as=xlsx');
  expect([answer.statusCode, answer.json()]).toMatchObject([
    409,
    { code: 'text-too-long', facts: { column: 'item', length: 32_768, longest: 32_767 } },
  ]);
  expect((await get('south/file?as=csv&store=n1')).statusCode).toBe(200);
});

test('a permanent link gives the same bytes while they are kept, and 410 with the rule afterwards', async () => {
  const { parquet } = await publish('west', columns);
  const { headers } = await get('west/rows');
  expect(headers['content-type']).toContain('json');
  const link = `west/file?as=parquet&cutoff=2025-10-06&publishedUpTo=${new Date().toISOString()}`;
  expect((await get(link)).rawPayload).toEqual(await readFile(await store.localPath(parquet)));
  await store.deleteObject(parquet, Date.now() + 1e9);
  for (const path of [link, 'west/rows?limit=2', 'west/file?as=xlsx']) {
    const gone = await get(path);
    expect([gone.statusCode, gone.json()]).toMatchObject([410, { code: 'forecast-gone', facts: { keptWeeks: 26 } }]);
  }
  // Where everything published is kept, what is missing is lost.
  retention.keepPublishedForecasts = true;
  expect((await get(link)).statusCode).toBe(500);
  retention.keepPublishedForecasts = false;
});
