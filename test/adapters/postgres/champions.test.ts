import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RollbackRefusedError, type PromotionDecision, type Rollback } from '../../../src/ports/champions.ts';
import type { Segment } from '../../../src/contracts/segment.ts';
import { firstBrokenLink } from '../../../src/registry/audit-chain.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };

describe('champions and decisions on PostgreSQL', () => {
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

  // Each test has an environment of its own, with three models and no champion.
  beforeEach(async () => {
    environment = `env${count++}`;
    for (const version of ['m1', 'm2', 'm3'])
      await database.registry.recordModel(environment, registeredModel(version).record);
  });

  const promote = (version: string, at: Segment = segment): Promise<void> =>
    database.registry.promote({ environment, segment: at, version, actor: 'cycle', facts: { policy: 'automatic' } });
  const rollback = (more: Partial<Rollback> = {}) =>
    database.registry.rollback({ id: `r${count++}`, environment, segment, actor: 'ann', reason: 'too low', ...more });
  const champion = async (): Promise<string | undefined> =>
    (await database.registry.champion(environment, segment))?.version;
  const ownAudit = async () =>
    (await database.registry.audit()).filter(({ subject }) => subject.startsWith(`${environment}/`));

  test('a rollback goes to the champion before, with who, why and the figures of both in the audit trail', async () => {
    await promote('m1');
    await promote('m2');
    expect(await rollback()).toEqual({ from: 'm2', to: 'm1' });
    expect(await champion()).toBe('m1');
    const { metrics } = registeredModel('m1').record.backtest;
    expect((await ownAudit()).at(-1)).toMatchObject({
      actor: 'ann',
      action: 'rollback',
      facts: { version: 'm1', previous: 'm2', reason: 'too low', metrics, previousMetrics: metrics },
    });
    expect(firstBrokenLink(await database.registry.audit())).toBeUndefined();
  });

  test('a second rollback goes further back, not forward again; an earlier champion can be named', async () => {
    for (const version of ['m1', 'm2', 'm3']) await promote(version);
    await rollback();
    expect(await rollback()).toEqual({ from: 'm2', to: 'm1' });
    expect(await rollback({ to: 'm3' })).toEqual({ from: 'm1', to: 'm3' });
    const history = await database.registry.championHistory(environment, segment);
    expect(history.map(({ version, by, previous }) => [version, by, previous])).toEqual([
      ['m1', 'promote', null],
      ['m2', 'promote', 'm1'],
      ['m3', 'promote', 'm2'],
      ['m2', 'rollback', 'm3'],
      ['m1', 'rollback', 'm2'],
      ['m3', 'rollback', 'm1'],
    ]);
  });

  test('asked for again under its id it answers as it did, also in parallel, and is done once', async () => {
    for (const version of ['m1', 'm2', 'm3']) await promote(version);
    const answers = await Promise.all(['once', 'once', 'once'].map((id) => rollback({ id: `${environment}/${id}` })));
    expect(answers).toEqual(Array(3).fill({ from: 'm3', to: 'm2' }));
    expect(await champion()).toBe('m2');
    expect((await ownAudit()).filter(({ action }) => action === 'rollback')).toHaveLength(1);
  });

  test.each([
    ['no champion at all', [], {}, 'no-earlier-champion', /has no earlier champion to go back to: it has no champion/],
    ['the first champion', ['m1'], {}, 'no-earlier-champion', /nothing stands before m1/],
    ['the champion itself', ['m1', 'm2'], { to: 'm2' }, 'already-champion', /m2 is the champion .* already/],
    ['an unknown version', ['m1', 'm2'], { to: 'm9' }, 'unknown-version', /has no model version m9/],
    ['one that never was champion', ['m1', 'm2'], { to: 'm3' }, 'never-champion', /never been champion.*: m1$/],
  ])('%s is refused, and nothing changes', async (_what, promoted, asked, refusal, message) => {
    for (const version of promoted) await promote(version);
    const before = await ownAudit();
    const error: unknown = await rollback(asked).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(RollbackRefusedError);
    expect(error).toMatchObject({ refusal, environment, segment, message: expect.stringMatching(message) as string });
    expect(await ownAudit()).toEqual(before);
    expect(await champion()).toBe(promoted.at(-1));
  });

  test('a version of another segment is unknown to this one', async () => {
    const other = registeredModel('m4', 'slow').record;
    await database.registry.recordModel(environment, other);
    await promote('m4', other.segment);
    await promote('m1');
    await expect(rollback({ to: 'm4' })).rejects.toMatchObject({ refusal: 'unknown-version' });
  });

  test('what was rolled back scores no earlier cutoff either', async () => {
    await promote('m1');
    await database.registry.recordModel(environment, { ...registeredModel('m5').record, trainingCutoff: '2025-10-13' });
    await promote('m5');
    const upTo = async () => (await database.registry.championUpTo(environment, segment, '2025-10-20'))?.version;
    expect(await upTo()).toBe('m5');
    await rollback();
    expect(await upTo()).toBe('m1');
  });

  describe('decisions', () => {
    const decision = (kind: PromotionDecision['kind'], more: Partial<PromotionDecision> = {}): PromotionDecision => {
      const run = more.run ?? `${environment}-run`;
      return {
        ...{
          id: `${run}/${kind}`,
          promotion: `promotion/${environment}/north/large/fast/m2`,
          run,
          environment,
          segment,
        },
        ...{ version: 'm2', cutoff: '2025-10-06', kind, gatePassed: true, actor: 'ann', reason: 'because' },
        facts: { gate: [] },
        ...more,
      };
    };

    test('are read back in order, once each however often they are written', async () => {
      const steps = [decision('wait'), decision('remind', { id: `${environment}/remind/1` }), decision('approve')];
      for (const step of steps) {
        await Promise.all([database.registry.recordDecision(step), database.registry.recordDecision(step)]);
      }
      const read = await database.registry.decisionsOn(environment, 'm2');
      expect(read.map(({ at: _at, ...rest }) => rest)).toEqual(steps);
      expect(read[0]?.at).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
      const audit = await ownAudit();
      expect(audit.map(({ action }) => action)).toEqual(['wait', 'remind', 'approve']);
      expect(audit[2]?.facts).toMatchObject({ version: 'm2', reason: 'because', gate: [] });
      expect(await database.registry.decisionsOn(environment, 'm1')).toEqual([]);
    });

    test('what waits is what began to wait and has not ended; a reminder ends nothing', async () => {
      for (const [run, ...kinds] of [
        ['1', 'wait', 'remind'],
        ['2', 'wait', 'reject'],
        ['3', 'wait', 'supersede'],
        ['4', 'wait'],
        ['5', 'reject'],
      ] as const) {
        for (const kind of kinds) {
          await database.registry.recordDecision(decision(kind, { run: `${environment}-${run}` }));
        }
      }
      const waiting = await database.registry.waitingPromotions(environment, segment);
      expect(waiting.map(({ run }) => run)).toEqual([`${environment}-1`, `${environment}-4`]);
      expect(await database.registry.waitingPromotions(environment, { ...segment, velocity: 'slow' })).toEqual([]);
    });
  });
});
