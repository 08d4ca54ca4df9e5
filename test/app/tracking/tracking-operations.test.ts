import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationStep } from '../../../src/app/app.ts';
import { exportModels } from '../../../src/app/tracking/export-models.ts';
import { exportStatus } from '../../../src/app/tracking/export-status.ts';
import { TrackingUnreachableError, type ModelTracking } from '../../../src/ports/model-tracking.ts';
import { performed, testApp } from '../../support/app.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
const target = 'http://tracker';

beforeAll(async () => {
  database = await startTestRegistry();
  const { datasetVersion: version, trainingCutoff: cutoff } = registeredModel('abcd1111').record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await database.registry.recordDataset({
    ...{ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  for (const model of [registeredModel('abcd1111'), registeredModel('ef334455', 'slow')]) {
    await database.registry.recordModel('dev', model.record);
  }
});
afterAll(() => database.stop());

/** A tracker that takes everything, or gives no answer. */
function exporter(answers: boolean) {
  const steps: OperationStep[] = [];
  const tracking: ModelTracking = {
    target,
    track: ({ version, modelName }) =>
      answers
        ? Promise.resolve({ runId: `run-${version}`, modelName, number: '1' })
        : Promise.reject(new TrackingUnreachableError(target, 'runs/create', 'no answer')),
    setTags: () => Promise.resolve(),
    setAlias: () => Promise.resolve(),
  };
  const app = testApp({
    registry: database.registry,
    jobs: { 'export-model': () => ({}) },
    openExportTarget: () =>
      Promise.resolve({ tracking, names: { modelPrefix: 'small' }, exporter: 'test', automatic: false }),
    onStep: (step) => steps.push(step),
  });
  return { app, steps };
}

test('a dry run says what would be written, and writes nothing', async () => {
  const { app, steps } = exporter(true);
  const { wanted, outcomes } = await performed(exportModels, app, { dryRun: true });
  expect(wanted.map(({ version, segment, what }) => `${version} ${segment} ${what}`)).toEqual([
    'abcd1111 north/large/fast model',
    'ef334455 north/large/slow model',
  ]);
  expect([outcomes, steps]).toEqual([[], []]);
});

test('a server without an answer ends the export at the first model, with the reason', async () => {
  const { app } = exporter(false);
  const { wanted, outcomes } = await performed(exportModels, app, {});
  expect([wanted.length, outcomes.length]).toEqual([2, 1]);
  expect(outcomes[0]).toMatchObject({ outcome: 'failed', version: 'abcd1111' });
  const { models, ...status } = await performed(exportStatus, app, {});
  expect(status).toEqual({ target, automatic: false, exported: 0, outstanding: 2 });
  expect(models[0]?.failure).toMatch(/no answer/);
});

test('what is exported is known to be there, and each model is reported when it is done', async () => {
  const { app, steps } = exporter(true);
  const { outcomes } = await performed(exportModels, app, {});
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['exported', 'exported']);
  expect(steps).toEqual(outcomes.map((outcome) => ({ step: 'model-exported', outcome })));
  const { models, exported } = await performed(exportStatus, app, {});
  expect([exported, models.map(({ state }) => state)]).toEqual([2, ['exported', 'exported']]);
  expect((await performed(exportModels, app, {})).wanted).toEqual([]);
});
