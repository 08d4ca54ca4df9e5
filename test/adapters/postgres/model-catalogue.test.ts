import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ModelRefusedError, type ModelQuery } from '../../../src/ports/model-catalogue.ts';
import type { ModelRecord } from '../../../src/ports/registry.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };

describe('the catalogue of models on PostgreSQL', () => {
  let database: TestRegistry;
  let environment: string;
  let count = 0;
  const { segment } = registeredModel('m1').record;

  beforeAll(async () => {
    database = await startTestRegistry();
    const { datasetVersion: version, trainingCutoff: cutoff } = registeredModel('m1').record;
    await database.registry.recordDataset({
      ...{ version, region: 'north', cutoff, manifest: artifact, rows: 1, qualityProfile: {}, files: [] },
    });
  });
  afterAll(() => database.stop());

  const withMape = (version: string, mape: number | null, more: Partial<ModelRecord> = {}): ModelRecord => {
    const { record } = registeredModel(version);
    const ensemble = { rows: 3, mape, rmse0: null, rmseAll: 1, wape: mape ?? 1, bias: 0 };
    return { ...record, backtest: { ...record.backtest, metrics: { ensemble } }, ...more };
  };
  beforeEach(async () => {
    environment = `env${count++}`;
    const { registry } = database;
    await registry.recordModel(environment, withMape('m1', 0.3));
    await registry.recordModel(environment, withMape('m2', 0.2, { trainingCutoff: '2025-10-13' }));
    await registry.recordModel(environment, withMape('m3', null, { segment: { ...segment, velocity: 'slow' } }));
  });

  const promote = (version: string): Promise<void> =>
    database.registry.promote({ environment, segment, version, actor: 'cycle', facts: {} });
  const act = (version: string) => ({ environment, version, actor: 'ann', reason: 'too low in spring' });
  const found = async (query: ModelQuery) =>
    (await database.registry.findModels({ environment, ...query })).models.map(({ record }) => record.version);
  const stageOf = async (version: string) =>
    (await database.registry.findModels({ environment })).models.find(({ record }) => record.version === version)
      ?.stage;
  const actions = async () =>
    (await database.registry.findAudit({ entity: environment })).map(({ action, facts }) => [action, facts]);
  const refusal = (what: Promise<unknown>): Promise<string> =>
    what.then(
      () => 'none',
      (error: unknown) => (error instanceof ModelRefusedError ? error.refusal : String(error)),
    );

  test('where rows near zero decide MAPE, models are ordered and found by the one with a floor', async () => {
    const nearZero = withMape('m4', 12);
    const ensemble = { ...nearZero.backtest.metrics.ensemble!, flooredMape: 0.25 };
    await database.registry.recordModel(environment, {
      ...nearZero,
      backtest: { ...nearZero.backtest, metrics: { ensemble } },
    });
    expect(await found({ sort: 'mape' })).toEqual(['m2', 'm4', 'm1', 'm3']);
    expect(await found({ maxMape: 0.26, sort: 'mape' })).toEqual(['m2', 'm4']);
  });

  test('models are found by what they are, what they are worth and where they stand, in pages', async () => {
    await promote('m1');
    await promote('m2');
    expect(await found({ stage: 'champion' })).toEqual(['m2']);
    expect(await found({ stage: 'archived' })).toEqual(['m1']);
    expect(await found({ stage: 'challenger' })).toEqual(['m3']);
    expect(await found({ segment: 'large/slow' })).toEqual(['m3']);
    expect(await found({ segment: 'south/large/slow' })).toEqual([]);
    expect(await found({ region: 'north', maxMape: 0.3, sort: 'mape' })).toEqual(['m2', 'm1']);
    expect(await found({ sort: 'mape' })).toEqual(['m2', 'm1', 'm3']);
    expect(await found({ sort: 'cutoff', limit: 1 })).toEqual(['m2']);
    expect(await found({ trainedSince: '2999-01-01' })).toEqual([]);
    const page = await database.registry.findModels({ environment, sort: 'mape', limit: 1, offset: 1 });
    expect([page.total, page.models.map(({ record }) => record.version)]).toEqual([3, ['m1']]);
  });

  test('models are found by the beginning of their version, taken as it is written', async () => {
    await database.registry.recordModel(environment, withMape('m12_%', 0.4));
    expect(await found({ prefix: 'm1', sort: 'mape' })).toEqual(['m1', 'm12_%']);
    expect(await found({ prefix: 'm12_' })).toEqual(['m12_%']);
    expect(await found({ prefix: 'm_' })).toEqual([]);
    expect(await found({ prefix: 'm1', maxMape: 0.3 })).toEqual(['m1']);
  });

  test('a tag says who and when, is found by, and leaves an audit record only where it changes something', async () => {
    const tag = (tags: Record<string, string | null>) => database.registry.tagModel({ ...act('m1'), tags });
    await tag({ season: 'spring', owner: 'ann' });
    await tag({ season: 'spring' });
    await tag({ owner: null });
    const { models } = await database.registry.findModels({ environment, tags: { season: 'spring' } });
    expect(models.map(({ record, tags }) => [record.version, tags])).toEqual([
      ['m1', { season: { value: 'spring', by: 'ann', at: expect.stringMatching(/^20.*Z$/) as string } }],
    ]);
    expect(await found({ tags: { season: 'spring', owner: 'ann' } })).toEqual([]);
    expect(await actions()).toEqual([
      ['tag', { version: 'm1', tags: { season: 'spring', owner: 'ann' }, previous: { season: null, owner: null } }],
      ['tag', { version: 'm1', tags: { owner: null }, previous: { owner: 'ann' } }],
    ]);
    expect(await refusal(database.registry.tagModel({ ...act('m9'), tags: { a: 'b' } }))).toBe('unknown-version');
  });

  test('a retired model is neither promoted nor rolled back to, until the retirement is taken back', async () => {
    for (const version of ['m1', 'm2']) await promote(version);
    await database.registry.retireModel(act('m1'));
    await database.registry.retireModel(act('m1'));
    expect(await stageOf('m1')).toBe('retired');
    expect(await refusal(promote('m1'))).toBe('is-retired');
    const back = { id: `${environment}/1`, environment, segment, actor: 'ann', reason: 'r' };
    await expect(database.registry.rollback({ ...back, to: 'm1' })).rejects.toMatchObject({ refusal: 'retired' });
    await expect(database.registry.rollback(back)).rejects.toMatchObject({ refusal: 'no-earlier-champion' });
    expect(await database.registry.championUpTo(environment, segment, '2025-10-06')).toBeUndefined();
    await database.registry.unretireModel(act('m1'));
    expect(await stageOf('m1')).toBe('archived');
    expect(await refusal(database.registry.unretireModel(act('m1')))).toBe('is-not-retired');
    expect(await database.registry.rollback(back)).toEqual({ from: 'm2', to: 'm1' });
    expect((await actions()).map(([action]) => action)).toEqual([
      'promote',
      'promote',
      'retire',
      'unretire',
      'rollback',
    ]);
  });

  test('a champion is retired only where the baseline is to score; one may go back from there', async () => {
    for (const version of ['m1', 'm2']) await promote(version);
    await expect(database.registry.retireModel(act('m2'))).rejects.toMatchObject({
      refusal: 'is-champion',
      message: `m2 is the champion of north/large/fast in ${environment}`,
    });
    expect(await stageOf('m2')).toBe('champion');
    await database.registry.retireModel({ ...act('m2'), toBaseline: true });
    expect(await database.registry.champion(environment, segment)).toBeUndefined();
    expect(
      await database.registry.rollback({ id: `${environment}/2`, environment, segment, actor: 'a', reason: 'r' }),
    ).toEqual({
      from: 'baseline',
      to: 'm1',
    });
  });

  test('a model that waits for approval is not retired', async () => {
    const wait = {
      id: `${environment}/w`,
      promotion: 'p',
      run: `${environment}/r`,
      environment,
      segment,
      version: 'm3',
    };
    const step = { cutoff: '2025-10-06', gatePassed: true, actor: 'cycle', reason: 'passed', facts: {} };
    await database.registry.recordDecision({ ...wait, ...step, kind: 'wait' });
    expect(await refusal(database.registry.retireModel(act('m3')))).toBe('is-waiting');
    await database.registry.recordDecision({ ...wait, ...step, id: `${environment}/e`, kind: 'reject' });
    expect(await refusal(database.registry.retireModel(act('m3')))).toBe('none');
  });
});
