import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainModel } from '../../../src/app/models/explain-model.ts';
import type { ForecastExplanation } from '../../../src/contracts/explanation.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
const { record } = registeredModel('abcd1111');
const asked = { environment: 'dev', model: 'abcd' };

beforeAll(async () => {
  database = await startTestRegistry();
  const { datasetVersion: version, trainingCutoff: cutoff } = record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await database.registry.recordDataset({
    ...{ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  await database.registry.recordModel('dev', record);
});
afterAll(() => database.stop());

/** Forecasts of apples in n1, for two weeks. */
const forecasts = ['2025-10-06', '2025-10-13'].map((week, index): ForecastExplanation => {
  const share = { units: 10, logUnits: 2.4 };
  return {
    ...{ store: 'n1', item: 'apples', cutoff: '2025-09-29', step: index + 1, week, baseline: 9 },
    members: { lasso: { ...share, weight: 1 } },
    lasso: {
      ...{ regression: '(pooled)', intercept: 2, shift: -0.1, clipping: 0, logUnits: 2.4 },
      groups: [
        { group: 'price', logUnits: 0.5, columns: [{ column: 'price', value: '2', typical: null, logUnits: 0.5 }] },
      ],
    },
    seasonal: { level: 9, growth: 1, season: 1.1, units: 9.9, note: '' },
    ...{ othersChange: 0, calibration: 0, ensemble: share, mean: 10.5, p10: 7, p50: 10, p90: 14 },
  };
});

const app = (codeVersion = record.codeVersion) =>
  testApp({
    registry: database.registry,
    project: { codeVersion } as LoadedProject,
    jobs: {
      'explain-model': ({ series, importance }) => ({
        ...{ cutoff: record.trainingCutoff, weights: { lasso: 1 }, coefficients: [] },
        ...(series ? { forecasts: series.store === 'n1' ? forecasts : [] } : {}),
        ...(importance
          ? {
              importance: {
                ...{ rows: 12, cutoffs: ['2025-09-01'], repeats: 3, errors: { ensemble: { mape: 0.3, wape: null } } },
                groups: [{ group: 'price', increase: { lasso: { mape: 0.1, wape: 0.1 } } }],
              },
            }
          : {}),
      }),
    },
  });

test('a model is explained by what it is made of', async () => {
  expect(await performed(explainModel, app(), asked)).toEqual({
    ...{ version: 'abcd1111', segment: record.segment, cutoff: record.trainingCutoff },
    ...{ weights: { lasso: 1 }, coefficients: [] },
  });
});

test('forecasts of a series are explained, all or that of a week', async () => {
  const series = { store: 'n1', item: 'apples' };
  expect((await performed(explainModel, app(), { ...asked, series })).forecasts).toEqual(forecasts);
  const one = await performed(explainModel, app(), { ...asked, series: { ...series, week: '2025-10-13' } });
  expect(one.forecasts).toEqual([forecasts[1]]);
});

test('a series or week that the model does not forecast is refused', async () => {
  const of = (series: { store: string; item: string; week?: string }) =>
    refusalMessage(() => performed(explainModel, app(), { ...asked, series }));
  expect(await of({ store: 'n9', item: 'pears' })).toBe(
    `UsageError: the model's data has no item "pears" in store "n9"`,
  );
  expect(await of({ store: 'n1', item: 'apples', week: '2026-01-05' })).toBe(
    'UsageError: the model forecasts no week "2026-01-05"; it forecasts 2025-10-06, 2025-10-13',
  );
});

test('importance is measured on the fits of this code alone', async () => {
  const { importance } = await performed(explainModel, app(), { ...asked, importance: true });
  expect(importance?.groups.map(({ group }) => group)).toEqual(['price']);
  const other = performed(explainModel, app('f'.repeat(64)), { ...asked, importance: true });
  await expect(other).rejects.toMatchObject({ code: 'model-of-other-code', remedy: 'check-out-code' });
});
