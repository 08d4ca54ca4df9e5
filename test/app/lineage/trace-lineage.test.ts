import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { App, TableRow } from '../../../src/app/app.ts';
import { traceLineage } from '../../../src/app/lineage/trace-lineage.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
let rows: readonly TableRow[];
const artifact = (letter: string) => ({ hash: letter.repeat(64), extension: 'parquet', bytes: 1 });
const { record } = registeredModel('abcd1111');
const { datasetVersion, trainingCutoff: cutoff } = record;
const published = { kind: 'forecast', environment: 'dev', region: 'north', cutoff } as const;

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  await registry.recordDataset({
    ...{ version: datasetVersion, region: 'north', cutoff, manifest: artifact('a'), rows: 9, qualityProfile: {} },
    files: [{ source: 'sales', path: 'sales/1.csv', contentHash: 'f'.repeat(64) }],
  });
  await registry.recordModel('dev', record);
  const { segment, version } = record;
  await registry.promote({ environment: 'dev', segment, version, actor: 'cycle', facts: {} });
  await registry.recordForecast({
    ...{ environment: 'dev', region: 'north', cutoff, cycleId: 'cycle/dev/north/1', datasetVersion, rows: 4 },
    ...{ parquet: artifact('b'), csv: artifact('c'), uri: 'file:///forecasts', scoredBy: { 'large/fast': 'abcd1111' } },
  });
  app = testApp({ registry, readRows: () => Promise.resolve(rows) });
});
afterAll(() => database.stop());

type Start = z.infer<typeof traceLineage.input>['start'];
const kindsOf = async (start: Start, direction: 'up' | 'down' | 'both') => {
  const { graph } = await performed(traceLineage, app, { start, direction });
  return graph.nodes.map((node) => node.kind).sort();
};

test('where a file, a dataset or a model comes from and what it led to', async () => {
  const all = ['dataset', 'file', 'forecast', 'model'];
  expect(await kindsOf({ kind: 'file', wanted: 'sales/1.csv' }, 'down')).toEqual(all);
  expect(await kindsOf({ kind: 'dataset', wanted: 'dddd' }, 'up')).toEqual(['dataset', 'file']);
  expect(await kindsOf({ kind: 'model', environment: 'dev', wanted: 'abcd' }, 'both')).toEqual(all);
});

test('a segment means its champion in the environment that is named', async () => {
  const segment = (environment: string): Start => ({ kind: 'model', environment, wanted: 'north/large/fast' });
  expect(await kindsOf(segment('dev'), 'up')).toEqual(['dataset', 'file', 'model']);
  expect(await refusalMessage(() => kindsOf(segment('prod'), 'up'))).toBe(
    'UsageError: prod has no champion of "north/large/fast"; it has none at all',
  );
});

test('a forecast comes with the rows that are asked for', async () => {
  const start = { ...published, row: { store: '1' } };
  rows = [{ store: '1', item: '2', p50: 4.5, note: null }];
  expect((await performed(traceLineage, app, { start, direction: 'up' })).rows).toEqual(rows);
  rows = [];
  expect(await refusalMessage(() => performed(traceLineage, app, { start, direction: 'up' }))).toBe(
    'UsageError: the forecasts have no row with {"store":"1"}',
  );
  expect(await performed(traceLineage, app, { start: { ...published, row: {} }, direction: 'up' })).not.toHaveProperty(
    'rows',
  );
});

test('what nobody registered is refused', async () => {
  const start = { kind: 'file', wanted: 'sales/9.csv' } as const;
  expect(await refusalMessage(() => performed(traceLineage, app, { start, direction: 'both' }))).toBe(
    'UsageError: the registry has no record of {"kind":"file","wanted":"sales/9.csv"}',
  );
  const elsewhere = { ...published, region: 'south', row: {} };
  expect(await refusalMessage(() => performed(traceLineage, app, { start: elsewhere, direction: 'both' }))).toBe(
    'UsageError: nothing was published for south from 2025-10-06 in dev',
  );
});
