import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetOfRegion, datasetOfVersion } from '../../../src/app/datasets/select-dataset.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { recordDatasets } from '../../support/recorded-datasets.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;

beforeAll(async () => {
  database = await startTestRegistry();
  await recordDatasets(database);
});
afterAll(() => database.stop());

const ofVersion = (prefix: string) => datasetOfVersion(database.registry, prefix);
const ofRegion = (region: string, cutoff?: string) => datasetOfRegion(database.registry, region, cutoff);

test('a version by its beginning', async () => {
  expect((await ofVersion('bbbb')).version).toBe('bbbb1');
  expect(await refusalMessage(() => ofVersion('aaaa'))).toBe(
    'UsageError: 2 dataset versions begin with "aaaa": aaaa1 (north 2026-01-12), aaaa2 (north 2026-01-05); give more characters',
  );
  expect(await refusalMessage(() => ofVersion('aa'))).toBe(
    'UsageError: "aa" is too short: give at least 4 characters of a version',
  );
  expect(await refusalMessage(() => ofVersion('dddd'))).toBe(
    'UsageError: no dataset version begins with "dddd"; "shelfcast datasets list" shows them',
  );
});

test('a region by its cutoff, or else its newest', async () => {
  expect((await ofRegion('north')).version).toBe('aaaa1');
  expect((await ofRegion('north', '2026-01-05')).version).toBe('aaaa2');
  expect(await refusalMessage(() => ofRegion('north', '2026-02-02'))).toBe(
    'UsageError: north has no dataset version of 2026-02-02; its newest cutoffs are 2026-01-12, 2026-01-05',
  );
  expect(await refusalMessage(() => ofRegion('west'))).toBe(
    'UsageError: no dataset version of region "west" is registered',
  );
});
