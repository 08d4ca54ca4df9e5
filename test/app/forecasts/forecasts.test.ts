import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import type { App } from '../../../src/app/app.ts';
import { forecastTotals } from '../../../src/app/forecasts/forecast-totals.ts';
import { findForecastRows } from '../../../src/app/forecasts/find-rows.ts';
import { listForecasts } from '../../../src/app/forecasts/list-forecasts.ts';
import { forecastBlob } from '../../../src/app/forecasts/open-blob.ts';
import { forecastFile } from '../../../src/app/forecasts/open-file.ts';
import { readRows, sumRows } from '../../../src/composition/read-rows.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let folder: string;
let app: App;
const artifact = (letter: string, extension: string) => ({ hash: letter.repeat(64), extension, bytes: 1 });
const north = { environment: 'dev', region: 'north' };

async function publish(region: string, cutoff: string, number: number, letter: string): Promise<void> {
  await database.registry.recordForecast({
    ...{ environment: 'dev', region, cutoff, cycleId: `cycle/dev/${region}/${cutoff}/${number}` },
    ...{ datasetVersion: 'd', rows: 5, parquet: artifact(letter, 'parquet'), csv: artifact(letter, 'csv') },
    ...{ uri: 'file:///f.csv', scoredBy: { 'large/fast': 'abcd' } },
  });
}

beforeAll(async () => {
  [database, folder] = await Promise.all([startTestRegistry(), mkdtemp(join(tmpdir(), 'shelfcast-forecasts-'))]);
  await publish('north', '2025-09-29', 1, 'a');
  await publish('north', '2025-10-06', 2, 'b');
  await publish('north', '2025-10-06', 3, 'c');
  await publish('south', '2025-10-06', 1, 'd');
  const path = join(folder, 'forecasts.parquet');
  const engine = await createDuckDbTableEngine();
  await engine.writeParquet(
    {
      store: ['1', '1', '1', '2', '2'],
      week: ['2025-10-13', '2025-10-20', '2025-10-27', '2025-10-13', '2025-10-20'],
      forecast: Float64Array.from([1, 2, 3, 4, Number.NaN]),
    },
    path,
  );
  engine.close();
  const resolved = { environments: { dev: {} }, regions: [{ name: 'north' }, { name: 'south' }, { name: 'west' }] };
  app = testApp({
    registry: database.registry,
    project: { resolved } as unknown as LoadedProject,
    readRows: (_table, conditions, range) => readRows(path, conditions, range),
    sumRows: (_table, conditions, sums) => sumRows(path, conditions, sums),
  });
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

test('of each region and cutoff the last forecasts are listed, the newest cutoff first', async () => {
  const listed = await performed(listForecasts, app, { environment: 'dev' });
  expect(listed.map(({ region, cutoff, parquet }) => `${region} ${cutoff} ${parquet.hash[0]}`)).toEqual([
    'north 2025-10-06 c',
    'north 2025-09-29 a',
    'south 2025-10-06 d',
  ]);
});

test('what was published by a moment stays what it was', async () => {
  const [newest] = await performed(listForecasts, app, { ...north, cutoff: '2025-10-06' });
  const before = new Date(Date.parse(newest!.publishedAt) - 1).toISOString();
  const [earlier] = await performed(listForecasts, app, { ...north, cutoff: '2025-10-06', publishedUpTo: before });
  expect(earlier?.cycleId).not.toBe(newest!.cycleId);
});

test('a forecast is found by the moment that its own answer names', async () => {
  const [newest] = await performed(listForecasts, app, { ...north, cutoff: '2025-10-06' });
  const named = { ...north, cutoff: '2025-10-06', publishedUpTo: newest!.publishedAt };
  expect((await performed(listForecasts, app, named))[0]?.cycleId).toBe(newest!.cycleId);
});

test('rows come page by page, those asked for, of the newest cutoff', async () => {
  const first = await performed(findForecastRows, app, { ...north, limit: 2 });
  expect([first.forecast.parquet.hash[0], first.rows.map(({ forecast }) => forecast)]).toEqual(['c', [1, 2]]);
  const second = await performed(findForecastRows, app, { ...north, limit: 2, page: first.nextPage! });
  const last = await performed(findForecastRows, app, { ...north, limit: 2, page: second.nextPage! });
  expect([...second.rows, ...last.rows].map(({ forecast }) => forecast)).toEqual([3, 4, null]);
  expect(last.nextPage).toBeUndefined();
  const ofStore = await performed(findForecastRows, app, { ...north, store: '2', week: '2025-10-13' });
  expect(ofStore.rows.map(({ forecast }) => forecast)).toEqual([4]);
});

test('a page of forecasts that others have replaced is refused: its rows would not follow', async () => {
  const { nextPage } = await performed(findForecastRows, app, { ...north, cutoff: '2025-09-29', limit: 2 });
  expect(await refusalMessage(() => performed(findForecastRows, app, { ...north, limit: 2, page: nextPage! }))).toBe(
    `UsageError: no page is named "${nextPage}"; the page before names it`,
  );
});

test('a file is named by what it holds', async () => {
  expect(await performed(forecastFile, app, { ...north, as: 'csv' })).toMatchObject({
    artifact: { extension: 'csv' },
    name: 'dev-north-2025-10-06.csv',
  });
});

test.each([
  [{ ...north, region: 'west' }, 'UsageError: nothing was published for west in dev'],
  [{ ...north, cutoff: '2025-10-13' }, 'UsageError: nothing was published for north from 2025-10-13 in dev'],
  [{ ...north, region: 'moon' }, 'UsageError: the project has no region "moon"; it has north, south, west'],
  [{ ...north, environment: 'qa' }, 'UsageError: the project has no environment "qa"; it has dev'],
  [{ ...north, cutoff: 'monday' }, 'UsageError: this cannot be asked: cutoff: must be a week, YYYY-MM-DD'],
])('%j is refused', async (input, message) => {
  expect(await refusalMessage(() => performed(findForecastRows, app, input))).toBe(message);
});

test('a published file is found by its hash, in its own environment, also where a newer one has taken its place', async () => {
  const found = (letter: string) => performed(forecastBlob, app, { environment: 'dev', hash: letter.repeat(64) });
  expect(await found('b')).toEqual({ artifact: artifact('b', 'parquet'), name: `${'b'.repeat(16)}.parquet` });
  expect(await refusalMessage(() => found('e'))).toBe(
    `UsageError: no published file of dev has the SHA-256 ${'e'.repeat(64)}`,
  );
  await expect(performed(forecastBlob, app, { environment: 'dev', hash: 'b' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('totals are of all rows, or of those that meet the filters; where a table has no mean, its forecasts are added up', async () => {
  const { forecast, weeks } = await performed(forecastTotals, app, north);
  expect(forecast.parquet.hash[0]).toBe('c');
  expect(weeks).toEqual([
    { week: '2025-10-13', series: 2, mean: 5, baseline: null },
    { week: '2025-10-20', series: 2, mean: 2, baseline: null },
    { week: '2025-10-27', series: 1, mean: 3, baseline: null },
  ]);
  const ofStore = await performed(forecastTotals, app, { ...north, store: '2', week: '2025-10-13' });
  expect(ofStore.weeks).toEqual([{ week: '2025-10-13', series: 1, mean: 4, baseline: null }]);
  expect((await performed(forecastTotals, app, { ...north, store: '9' })).weeks).toEqual([]);
});

test('totals add up means, and the forecast of a row without one', async () => {
  const path = join(folder, 'totals.parquet');
  const engine = await createDuckDbTableEngine();
  await engine.writeParquet(
    {
      week: ['2025-10-13', '2025-10-13', '2025-10-20'],
      format: ['large', 'small', 'small'],
      velocity: ['fast', 'fast', 'slow'],
      forecast: Float64Array.of(40, 30, 7),
      mean: Float64Array.of(44, Number.NaN, 8),
      baseline: Float64Array.of(50, 60, Number.NaN),
    },
    path,
  );
  engine.close();
  const ofTable = { ...app, sumRows: (...[, ...rest]: Parameters<App['sumRows']>) => sumRows(path, ...rest) };
  const weeksOf = async (filters: object) => (await performed(forecastTotals, ofTable, { ...north, ...filters })).weeks;
  expect(await weeksOf({})).toEqual([
    { week: '2025-10-13', series: 2, mean: 74, baseline: 110 },
    { week: '2025-10-20', series: 1, mean: 8, baseline: 0 },
  ]);
  expect(await weeksOf({ format: 'small', velocity: 'fast' })).toEqual([
    { week: '2025-10-13', series: 1, mean: 30, baseline: 60 },
  ]);
});
