import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatasetQuery } from '../../../src/ports/dataset-catalogue.ts';
import { recordDatasets } from '../../support/recorded-datasets.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;

beforeAll(async () => {
  database = await startTestRegistry();
  await recordDatasets(database);
});
afterAll(() => database.stop());

test.each<[DatasetQuery, readonly string[]]>([
  [{}, ['aaaa1', 'aaaa2', 'bbbb1', 'cccc1']],
  [{ prefix: 'aaaa' }, ['aaaa1', 'aaaa2']],
  [{ prefix: 'aaa_' }, []],
  [{ prefix: 'aaaa', upTo: '2026-01-11' }, ['aaaa2']],
  [{ region: 'south' }, ['cccc1']],
  [{ region: 'north', limit: 2 }, ['aaaa1', 'aaaa2']],
  [{ region: 'north', cutoff: '2026-01-05' }, ['aaaa2', 'bbbb1']],
  [{ region: 'north', cutoff: '2026-01-05', newest: true }, ['aaaa2']],
  [{ newest: true }, ['aaaa1', 'cccc1']],
  // What was known at a week.
  [{ newest: true, upTo: '2026-01-11' }, ['aaaa2']],
  [{ newest: true, upTo: '2025-12-29' }, []],
])('dataset versions that meet %j', async (query, versions) => {
  const found = await database.registry.findDatasets(query);
  expect(found.map(({ version }) => version)).toEqual(versions);
});

test('dataset versions of a region are counted', async () => {
  const { registry } = database;
  expect([await registry.countDatasets('north'), await registry.countDatasets('west')]).toEqual([3, 0]);
});
