import { ApplicationFailure } from '@temporalio/common';
import { expect, onTestFinished, test } from 'vitest';
import { makeChampion } from '../../src/activities/make-champion.ts';
import { registeredModel } from '../support/registered-models.ts';
import { startTestRegistry } from '../support/registry.ts';

test('a retired version does not become champion, and no attempt is repeated for it', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const { registry } = database;
  const { record } = registeredModel('m1');
  const manifest = { hash: '0'.repeat(64), extension: 'json', bytes: 1 };
  const dataset = { version: record.datasetVersion, region: 'north', cutoff: record.trainingCutoff, rows: 1 };
  await registry.recordDataset({ ...dataset, manifest, qualityProfile: {}, files: [] });
  await registry.recordModel('dev', record);
  await registry.retireModel({ environment: 'dev', version: 'm1', actor: 'ann', reason: 'too low in spring' });

  const { segment } = record;
  const promotion = { environment: 'dev', segment, version: 'm1', actor: 'cycle', facts: {} };
  const failure: unknown = await makeChampion(registry, promotion).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    type: 'ModelRefused',
    nonRetryable: true,
    details: [{ refusal: 'is-retired', environment: 'dev', version: 'm1' }],
  });
  expect(await registry.champion('dev', segment)).toBeUndefined();
});
