import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selectModel, selectModelIn } from '../../../src/app/models/select-model.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  const { datasetVersion: version, segment, trainingCutoff: cutoff } = registeredModel('m').record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await registry.recordDataset({
    ...{ version, region: segment.region, cutoff, manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  for (const [environment, name, velocity] of [
    ['dev', 'abcd1111', 'fast'],
    ['dev', 'abcd2222', 'fast'],
    ['dev', 'ef334455', 'slow'],
    ['prod', 'abcd1111', 'fast'],
  ] as const) {
    await registry.recordModel(environment, registeredModel(name, velocity).record);
  }
  await registry.promote({ environment: 'dev', segment, version: 'abcd1111', actor: 'cycle', facts: {} });
});
afterAll(() => database.stop());

describe('the model a person means', () => {
  test.each([
    ['dev', 'north/large/fast', 'dev abcd1111'],
    ['dev', 'abcd2', 'dev abcd2222'],
    ['dev', 'ef334455', 'dev ef334455'],
    ['dev', 'abcd1', 'dev abcd1111'],
    ['prod', 'abcd1', 'prod abcd1111'],
    ['prod', 'ef33', 'dev ef334455'],
  ])('in %s by %s', async (wantedIn, wanted, found) => {
    const { environment, record } = await selectModel(database.registry, wantedIn, wanted);
    expect(`${environment} ${record.version}`).toBe(found);
  });

  test.each([
    ['north/large/slow', 'dev has no champion of "north/large/slow"; it has those of north/large/fast'],
    ['9999', 'there is no model version "9999"; "shelfcast models list" shows them'],
    ['abcd', '"abcd" may be abcd2222, abcd1111; name at least 4 characters of one'],
    ['ef3', '"ef3" may be ef334455; name at least 4 characters of one'],
  ])('%s is refused', async (wanted, message) => {
    expect(await refusalMessage(() => selectModel(database.registry, 'dev', wanted))).toBe(`UsageError: ${message}`);
  });

  test('an environment without champions says so', async () => {
    expect(await refusalMessage(() => selectModel(database.registry, 'prod', 'north/large/fast'))).toBe(
      'UsageError: prod has no champion of "north/large/fast"; it has none at all',
    );
  });

  test('what is done to a model is done where it is known', async () => {
    expect(await refusalMessage(() => selectModelIn(database.registry, 'prod', 'ef33'))).toBe(
      'UsageError: prod has no model version ef334455; dev has it, for which say --env dev',
    );
  });
});
