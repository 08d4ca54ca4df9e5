import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { registeredModel } from '../../support/registered-models.ts';

let database: TestRegistry;
beforeEach(async () => {
  database = await startTestRegistry();
});
afterEach(() => database.stop());

const target = 'http://127.0.0.1:5000';

test('a version is claimed by one exporter at a time, until its claim ends or is given back', async () => {
  const { registry } = database;
  const claim = (by: string, seconds = 60): Promise<boolean> => registry.claimExport(target, 'v', by, seconds);
  expect(await Promise.all([claim('ann'), claim('bob')])).toEqual(expect.arrayContaining([true, false]));
  const [{ claim: held } = {}] = await registry.modelExports(target);
  const other = held!.by === 'ann' ? 'bob' : 'ann';
  expect([await claim(held!.by), await claim(other)]).toEqual([true, false]);
  expect(await registry.claimExport('http://elsewhere', 'v', other, 60)).toBe(true);

  await registry.recordExportFailure(target, 'v', 'away');
  expect(await registry.modelExports(target)).toMatchObject([{ version: 'v', failed: { reason: 'away' } }]);
  // A claim of no time is over at once, as that of an exporter that was killed.
  expect([await claim(other, 0), await claim(held!.by, 0)]).toEqual([true, true]);

  const exported = { runId: 'r', modelName: 'm', number: '3', standing: { 'shelfcast.stage.dev': 'champion' } };
  await registry.recordExport(target, 'v', exported);
  const [known] = await registry.modelExports(target);
  expect(known).toMatchObject({ version: 'v', exported });
  expect(known).not.toHaveProperty('failed');
  expect(known).not.toHaveProperty('claim');
});

test('the revision changes with a model, a promotion and a rollback, and by nothing else', async () => {
  const { registry } = database;
  const { record } = registeredModel('one');
  const seen = new Set<string>();
  const isNew = async (): Promise<boolean> => {
    const before = seen.size;
    return seen.add(await registry.exportRevision()).size > before;
  };
  const promotion = { environment: 'dev', segment: record.segment, actor: 'ann', facts: {} };
  expect([await isNew(), await isNew()]).toEqual([true, false]);
  const dataset = { version: record.datasetVersion, region: 'north', cutoff: record.trainingCutoff, rows: 1 };
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 1 };
  await registry.recordDataset({ ...dataset, manifest, qualityProfile: {}, files: [] });
  await registry.recordModel('dev', record);
  expect([await isNew(), await isNew()]).toEqual([true, false]);
  await registry.recordModel('dev', { ...record, version: 'two' });
  await registry.promote({ ...promotion, version: 'one' });
  await registry.promote({ ...promotion, version: 'two' });
  expect([await isNew(), await isNew()]).toEqual([true, false]);
  await registry.rollback({ id: 'r', environment: 'dev', segment: record.segment, actor: 'ann', reason: 'low' });
  expect([await isNew(), await isNew()]).toEqual([true, false]);
  await registry.claimExport(target, 'one', 'ann', 60);
  expect(await isNew()).toBe(false);
});
