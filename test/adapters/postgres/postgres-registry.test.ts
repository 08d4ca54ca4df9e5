import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BacktestSummary } from '../../../src/contracts/cycle.ts';
import type { DatasetRecord, ForecastRecord, ModelRecord } from '../../../src/ports/registry.ts';
import { firstBrokenLink } from '../../../src/registry/audit-chain.ts';
import { cycleResult } from '../../support/cycle-result.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
const backtest: BacktestSummary = {
  windows: ['2026-10-05'],
  metrics: { ensemble: { rows: 3, mape: 0.25, rmse0: null, rmseAll: 1.5, wape: 0.2, bias: -0.01 } },
  reduction: 0.5,
  reductionGeometric: 0.4,
  coverage: 0.8,
  weights: { lasso: 0.5, network: 0.5 },
};
const dataset: DatasetRecord = {
  version: 'd'.repeat(64),
  region: 'north',
  cutoff: '2026-11-09',
  manifest: artifact,
  rows: 10,
  qualityProfile: { coverage: 1 },
  files: [{ source: 'sales', path: 'sales/1.csv', contentHash: 'f'.repeat(64) }],
};
const model = (version: string): ModelRecord => ({
  version,
  segment,
  datasetVersion: dataset.version,
  dataHash: 'h1',
  trainingCutoff: '2026-11-09',
  codeVersion: 'c1',
  seed: 1,
  parameters: { epochs: 2 },
  members: { lasso: { 'member.json': artifact } },
  ensemble: artifact,
  backtest,
  gate: [{ check: 'mape', passed: true, detail: '25% at most 45%' }],
  cycleId: 'cycle/dev/north/2026-11-09/1',
});
const forecast = (cycle: number, cutoff: string): ForecastRecord => ({
  environment: 'dev',
  region: 'north',
  cutoff,
  cycleId: `cycle/dev/north/${cutoff}/${cycle}`,
  datasetVersion: dataset.version,
  rows: 3,
  parquet: artifact,
  csv: artifact,
  uri: 'file:///forecasts.csv',
  scoredBy: { 'large/fast': 'm1' },
});

describe('registry on PostgreSQL', () => {
  let database: TestRegistry;

  beforeAll(async () => {
    database = await startTestRegistry();
    await database.registry.recordDataset(dataset);
    await database.registry.recordModel('dev', model('m1'));
    await database.registry.recordModel('dev', model('m2'));
  });
  afterAll(() => database.stop());

  test('a model is read back as it was written', async () => {
    expect(await database.registry.model('m1')).toEqual(model('m1'));
    expect(await database.registry.model('m9')).toBeUndefined();
  });

  test('a dataset or model written twice is there once, unchanged', async () => {
    await database.registry.recordDataset({ ...dataset, rows: 99 });
    await database.registry.recordModel('dev', { ...model('m1'), seed: 99 });
    expect((await database.registry.model('m1'))?.seed).toBe(1);
  });

  test('a segment has no champion until one is promoted; environments have their own', async () => {
    expect(await database.registry.champion('dev', { ...segment, velocity: 'slow' })).toBeUndefined();
    await database.registry.promote({
      environment: 'dev',
      segment,
      version: 'm1',
      actor: 'ann',
      facts: { why: 'first' },
    });
    expect((await database.registry.champion('dev', segment))?.version).toBe('m1');
    expect(await database.registry.champion('prod', segment)).toBeUndefined();
  });

  test('promotions tried in parallel and twice leave one audit record each, in an unbroken chain', async () => {
    const change = (version: string): Promise<void> =>
      database.registry.promote({ environment: 'dev', segment, version, actor: 'bob', facts: {} });
    await change('m2');
    await Promise.all([change('m2'), change('m2'), change('m2')]);
    const audit = await database.registry.audit();
    const promotions = audit.filter(({ action, actor }) => action === 'promote' && actor === 'bob');
    expect(promotions.map(({ facts }) => facts)).toEqual([{ version: 'm2', previous: 'm1' }]);
    expect(firstBrokenLink(audit)).toBeUndefined();
  });

  test('a changed audit record breaks the chain at its place', async () => {
    const audit = await database.registry.audit();
    const forged = audit.map((record) => (record.sequence === 1 ? { ...record, actor: 'mallory' } : record));
    expect(firstBrokenLink(forged)).toBe(1);
    expect(firstBrokenLink(audit.slice(1))).toBe(2);
  });

  test('past forecasts: the latest cycle of each cutoff in the window, oldest first', async () => {
    await database.registry.recordForecast(forecast(1, '2026-10-19'));
    await database.registry.recordForecast(forecast(2, '2026-10-26'));
    await database.registry.recordForecast(forecast(3, '2026-10-26'));
    await database.registry.recordForecast(forecast(3, '2026-10-26'));
    await database.registry.recordForecast(forecast(4, '2026-11-09'));
    const past = await database.registry.forecastsBefore('dev', 'north', '2026-10-19', '2026-11-09');
    expect(past.map(({ cycleId }) => cycleId)).toEqual([
      'cycle/dev/north/2026-10-19/1',
      'cycle/dev/north/2026-10-26/3',
    ]);
    expect(past[0]).toEqual(forecast(1, '2026-10-19'));
  });

  test('a promotion to a version nobody registered is refused and leaves no trace', async () => {
    const before = await database.registry.audit();
    await expect(
      database.registry.promote({ environment: 'dev', segment, version: 'ghost', actor: 'eve', facts: {} }),
    ).rejects.toThrow(/model_aliases_version/);
    expect(await database.registry.audit()).toEqual(before);
    expect((await database.registry.champion('dev', segment))?.version).toBe('m2');
  });

  test('models are listed with where they stand, in every environment', async () => {
    await database.registry.recordModel('dev', model('m4'));
    const other: ModelRecord = { ...model('m3'), segment: { ...segment, velocity: 'slow' } };
    await database.registry.recordModel('prod', other);
    await database.registry.promote({
      environment: 'prod',
      segment: other.segment,
      version: 'm3',
      actor: 'x',
      facts: {},
    });
    const listed = await database.registry.models();
    expect(listed.find(({ record }) => record.version === 'm3')).toMatchObject({
      environment: 'prod',
      stage: 'champion',
      record: other,
      registeredAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/) as string,
    });
    const ofDev = listed.filter(({ environment }) => environment === 'dev');
    expect(ofDev.map(({ record, stage }) => [record.version, stage]).sort()).toEqual([
      ['m1', 'archived'],
      ['m2', 'champion'],
      ['m4', 'challenger'],
    ]);
  });

  test('the manifest of a dataset, and how a cycle ended', async () => {
    expect(await database.registry.datasetManifest(dataset.version)).toEqual(artifact);
    expect(await database.registry.datasetManifest('e'.repeat(64))).toBeUndefined();
    await database.registry.openCycle(cycleResult.cycleId, {
      ...{ environment: 'dev', region: 'north', cutoff: cycleResult.cutoff, number: 1, triggers: [] },
    });
    expect(await database.registry.cycleResult(cycleResult.cycleId)).toBeUndefined();
    await database.registry.closeCycle(cycleResult.cycleId, { result: cycleResult });
    expect(await database.registry.cycleResult(cycleResult.cycleId)).toEqual(cycleResult);
  });
});
