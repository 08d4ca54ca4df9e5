import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareModels } from '../../../src/app/models/compare-models.ts';
import { comparisonInWords } from '../../../src/app/models/comparison-words.ts';
import { showTraining } from '../../../src/app/models/show-training.ts';
import type { ModelComparison } from '../../../src/contracts/model-comparison.ts';
import type { TrainingReport } from '../../../src/contracts/training-report.ts';
import { comparePairs } from '../../../src/forecasting/index.ts';
import { ArtifactMissingError } from '../../../src/ports/artifact-errors.ts';
import type { ArtifactStore } from '../../../src/ports/artifact-store.ts';
import { performed, testApp } from '../../support/app.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const environment = 'dev';
const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const artifact = { hash: 'c'.repeat(64), extension: 'json', bytes: 2 };
const champion = registeredModel('abcd1111').record;
const judged = registeredModel('ef334455').record;
const comparedWith = { comparison: { with: champion.version, artifact } };
const challenger = { ...judged, backtest: { ...judged.backtest, ...comparedWith } };
const pairs = { item: ['apples', 'bread'], step: [1, 1], actual: [10, 20], first: [12, 20], second: [10, 30] };
const comparison: ModelComparison = {
  ...{ first: challenger.version, second: champion.version },
  windows: [{ cutoff: '2025-09-22', from: 'forecast again', rows: 2 }],
  ...comparePairs(pairs),
};

let database: TestRegistry;

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  const { datasetVersion: version, trainingCutoff: cutoff } = champion;
  await registry.recordDataset({ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] });
  await registry.recordModel(environment, champion);
  await registry.recordModel(environment, challenger);
});
afterAll(() => database.stop());

/** Surroundings whose store has what the gate compared, or has it no more. */
function appWith(kept: boolean, seen: unknown[] = []) {
  const get = () => {
    if (kept) return Promise.resolve(Buffer.from(JSON.stringify(comparison)));
    return Promise.reject(new ArtifactMissingError({ hash: artifact.hash, location: 'here' }));
  };
  return testApp({
    registry: database.registry,
    openStorage: () => Promise.resolve({ store: { get } as unknown as ArtifactStore, landing: {} as never }),
    jobs: {
      'compare-models': ({ first, second }) => {
        seen.push([first.model.version, second.model.version, second.manifest]);
        return comparison;
      },
      'describe-training': ({ model, items }) => {
        seen.push(items);
        return { version: model.version, segment: model.segment, members: [] } satisfies TrainingReport;
      },
    },
  });
}

test('what the gate compared is answered from what it kept', async () => {
  const seen: unknown[] = [];
  const answer = await performed(compareModels, appWith(true, seen), { environment, model: 'ef33', with: 'abcd' });
  expect(seen).toEqual([]);
  expect(answer).toMatchObject({ first: { record: { version: 'ef334455' } }, comparison });
  expect(answer.inWords[0]).toBe('ef334455 is better on WAPE, MAPE, RMSE over all rows, bias and over-forecast units.');
});

test('two other models, or what garbage collection has deleted, are measured now', async () => {
  const seen: unknown[] = [];
  await performed(compareModels, appWith(true, seen), { environment, model: 'abcd', with: 'ef33' });
  await performed(compareModels, appWith(false, seen), { environment, model: 'ef33', with: 'abcd' });
  expect(seen).toEqual([
    ['abcd1111', 'ef334455', manifest],
    ['ef334455', 'abcd1111', manifest],
  ]);
});

test('the training of a model is described, with as many items as are asked for', async () => {
  const seen: unknown[] = [];
  const app = appWith(true, seen);
  expect((await performed(showTraining, app, { environment, model: 'abcd' })).members).toEqual([]);
  await performed(showTraining, app, { environment, model: 'abcd', items: 5, itemsBy: 'rmse' });
  expect(seen).toEqual([
    { most: 20, by: 'wape' },
    { most: 5, by: 'rmse' },
  ]);
});

test('sentences say which is better on what, what is alike, and when nothing can be said', () => {
  expect(comparisonInWords(comparison)).toEqual([
    'ef334455 is better on WAPE, MAPE, RMSE over all rows, bias and over-forecast units.',
    'There is no difference worth the name on under-forecast units.',
    'On 2 rows of 1 window, ef334455 was off by 2 units and abcd1111 by 10, of 30 sold.',
    'ef334455 is closer on 1 of 2 items and farther off on 1.',
  ]);
  const note = 'They are of different segments.';
  expect(comparisonInWords({ ...comparison, windows: [], note })).toEqual([`Nothing can be compared. ${note}`]);
});
