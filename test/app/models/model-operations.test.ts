import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { exportModel } from '../../../src/app/models/export-model.ts';
import { listModels } from '../../../src/app/models/list-models.ts';
import { reproduceModels } from '../../../src/app/models/reproduce-models.ts';
import { retireModel } from '../../../src/app/models/retire-model.ts';
import { showModel } from '../../../src/app/models/show-model.ts';
import { tagModel } from '../../../src/app/models/tag-model.ts';
import { unretireModel } from '../../../src/app/models/unretire-model.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let environment: string;
let app: App;
let count = 0;
const { record } = registeredModel('abcd1111');
const model = 'north/large/fast';
const coefficient = { regression: '(pooled)', column: 'price', perUnit: -1, perDeviation: -0.2, inWords: 'less' };

beforeAll(async () => {
  database = await startTestRegistry();
  const { datasetVersion: version, trainingCutoff: cutoff } = record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await database.registry.recordDataset({
    ...{ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] },
  });
});
afterAll(() => database.stop());

beforeEach(async () => {
  environment = `env${count++}`;
  const { registry } = database;
  await registry.recordModel(environment, record);
  await registry.recordModel(environment, registeredModel('ef334455', 'slow').record);
  const { segment, version } = record;
  await registry.promote({ environment, segment, version, actor: 'cycle', facts: {} });
  app = testApp({
    registry,
    project: { codeVersion: record.codeVersion } as LoadedProject,
    jobs: {
      'explain-model': () => ({
        cutoff: record.trainingCutoff,
        weights: {},
        preset: 'small',
        coefficients: [coefficient],
      }),
      'export-model': () => ({ 'lasso/member.json': new Uint8Array([123, 125]) }),
      'reproduce-member': ({ member }) => ({
        member,
        files: [{ file: 'member.json', registered: 'a', reproduced: 'b', same: false }],
        seconds: 1,
      }),
    },
  });
});

test('models are listed by what they meet, a page of them with the number of all', async () => {
  const { total, models } = await performed(listModels, app, { environment, limit: 1 });
  expect([total, models.map(({ stage }) => stage)]).toEqual([2, ['champion']]);
});

test('a model is shown with what it is made of; why it was trained is not known before its cycle has ended', async () => {
  const shown = await performed(showModel, app, { environment, model });
  expect(shown).toMatchObject({ causes: null, preset: 'small', coefficients: [coefficient], coefficientCount: 1 });
  const few = await performed(showModel, app, { environment, model, coefficients: 0 });
  expect([few.coefficients, few.coefficientCount]).toEqual([[], 1]);
  expect(shown.model.record.version).toBe('abcd1111');
});

test('tags are set and taken off in the name of who asks', async () => {
  const tagged = await performed(tagModel, app, { environment, model, tags: { season: 'spring', owner: 'ann' } });
  expect(tagged.tags).toMatchObject({ season: { value: 'spring', by: 'ann' }, owner: { value: 'ann' } });
  const left = await performed(tagModel, app, { environment, model, tags: { owner: null } });
  expect(Object.keys(left.tags)).toEqual(['season']);
});

test('a champion is not retired by mistake; a retirement can be taken back', async () => {
  const reason = 'too low in spring';
  const retiring = performed(retireModel, app, { environment, model, reason });
  await expect(retiring).rejects.toMatchObject({
    kind: 'conflict',
    code: 'champion-model',
    remedy: 'replace-champion',
  });
  expect(await refusalMessage(() => retiring)).toBe(
    `ModelRefusedError: abcd1111 is the champion of north/large/fast in ${environment}: go back to an earlier one first, ` +
      `"shelfcast rollback north/large/fast --env ${environment}", or have the segment scored by the baseline on purpose, with --to-baseline`,
  );
  const named = { environment, model: 'ef33', reason };
  expect((await performed(retireModel, app, named)).retired).toMatchObject({ by: 'ann', reason });
  expect((await performed(unretireModel, app, named)).stage).toBe('challenger');
  expect(await refusalMessage(() => performed(unretireModel, app, named))).toBe(
    `ModelRefusedError: ef334455 is not retired in ${environment}; it is challenger`,
  );
});

test('the files of a model come by their paths', async () => {
  const { version, files } = await performed(exportModel, app, { environment, model });
  expect([version, Object.keys(files)]).toEqual(['abcd1111', ['lasso/member.json']]);
});

test('a model is fitted again by the same code, and compared file by file', async () => {
  const made = await performed(reproduceModels, app, { environment, models: [model] });
  expect(made).toMatchObject([{ version: 'abcd1111', same: false, members: [{ member: 'lasso' }] }]);
});

test('a model of other code is refused, with what to check out', async () => {
  const other = { ...app, project: { codeVersion: 'f'.repeat(64) } as LoadedProject };
  const message = await refusalMessage(() => performed(reproduceModels, other, { environment, models: [model] }));
  expect(message.replace(/--before=\S+/, '--before=…')).toBe(
    'UsageError: model abcd1111 was trained by code cccccccccccc, and this is ffffffffffff: check out Shelfcast and the project as they were ' +
      'when it was registered, e.g. git checkout $(git rev-list -1 --before=… HEAD)',
  );
});

test('a model whose dataset the registry has lost cannot be shown', async () => {
  const { registry } = database;
  const lost = { ...registry, datasetManifest: () => Promise.resolve(undefined) };
  const showing = performed(showModel, testApp({ registry: lost }), { environment, model });
  await expect(showing).rejects.toMatchObject({ code: 'model-without-dataset' });
});
