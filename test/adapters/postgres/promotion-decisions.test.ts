import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Velocity } from '../../../src/contracts/segment.ts';
import type { DecisionKind, WantedPromotions } from '../../../src/ports/champions.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;

/** What happened to a version, in the order of the steps. */
async function decide(
  version: string,
  velocity: Velocity,
  kinds: readonly DecisionKind[],
  { environment = 'prod', run = version, actor = 'ann' } = {},
): Promise<void> {
  for (const kind of kinds) {
    await database.registry.recordDecision({
      ...{ id: `${environment}/${run}/${kind}`, promotion: `promotion/${environment}/${version}`, run, environment },
      ...{ segment: { region: 'north', format: 'large', velocity }, version, cutoff: '2025-10-06', kind },
      ...{ gatePassed: true, actor, reason: `${kind} it`, facts: {} },
    });
  }
}

beforeAll(async () => {
  database = await startTestRegistry();
  await decide('abcd1111', 'fast', ['wait', 'remind']);
  await decide('abcd2222', 'slow', ['wait']);
  await decide('abcd3333', 'slow', ['wait', 'reject']);
  await decide('ef445566', 'fast', ['wait'], { environment: 'dev' });
});
afterAll(() => database.stop());

const waiting = async (wanted?: WantedPromotions, environment = 'prod'): Promise<readonly string[]> =>
  (await database.registry.findWaitingPromotions(environment, wanted)).map(({ version }) => version);

test('what waits in an environment is found: all of it, a segment, or versions by how they begin', async () => {
  expect(await waiting()).toEqual(['abcd1111', 'abcd2222']);
  expect(await waiting({ segment: 'north/large/slow' })).toEqual(['abcd2222']);
  expect(await waiting({ prefix: 'abcd' })).toEqual(['abcd1111', 'abcd2222']);
  expect(await waiting({ prefix: 'abcd1' })).toEqual(['abcd1111']);
  expect(await waiting({ prefix: 'abcd3' })).toEqual([]);
  expect(await waiting({ prefix: 'a%' })).toEqual([]);
  expect(await waiting(undefined, 'dev')).toEqual(['ef445566']);
});

test('a version that came up twice waits once', async () => {
  await decide('abcd3333', 'slow', ['wait'], { run: 'second' });
  expect(await waiting({ prefix: 'abcd3' })).toEqual(['abcd3333']);
  await decide('abcd3333', 'slow', ['cancel'], { run: 'second', actor: 'promotion/prod/abcd3333' });
  expect(await waiting({ prefix: 'abcd3' })).toEqual([]);
});

const ended = (wanted: WantedPromotions, environment = 'prod') =>
  database.registry.lastEndedPromotion(environment, wanted);

test('the last end is known by who, when and why', async () => {
  await decide('aa111111', 'fast', ['wait', 'expire'], { environment: 'test', actor: 'promotion/test/aa111111' });
  await decide('aa222222', 'fast', ['wait', 'approve'], { environment: 'test' });
  expect(await ended({ prefix: 'aa1' }, 'test')).toEqual({
    ...{ version: 'aa111111', decision: 'expired', by: 'promotion/test/aa111111', reason: 'expire it' },
    at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  });
  expect(await ended({ segment: 'north/large/fast' }, 'test')).toMatchObject({ decision: 'promoted', by: 'ann' });
  expect(await ended({ segment: 'north/large/slow' }, 'test')).toBeUndefined();
  expect(await ended({ prefix: 'aa1' }, 'tes')).toBeUndefined();
  expect(await ended({ prefix: 'abcd3' })).toMatchObject({ decision: 'cancelled' });
});

test('so is what a gate promoted on its own', async () => {
  const { record } = registeredModel('bb111111');
  const { datasetVersion: version, trainingCutoff: cutoff, segment } = record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await database.registry.recordDataset({
    ...{ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  for (const one of ['bb111111', 'bb222222']) await database.registry.recordModel('auto', { ...record, version: one });
  const change = { environment: 'auto', segment, actor: 'cycle/auto/1' };
  await database.registry.promote({ ...change, version: 'bb111111', facts: { policy: 'automatic' } });
  expect(await ended({ prefix: 'bb11' }, 'auto')).toMatchObject({
    ...{ version: 'bb111111', decision: 'promoted', by: 'cycle/auto/1', reason: 'passed its gate' },
  });
  // What carries a person's word out is not another one.
  await database.registry.promote({
    ...change,
    version: 'bb222222',
    facts: { policy: 'manual', reason: 'looks good' },
  });
  expect(await ended({ prefix: 'bb22' }, 'auto')).toBeUndefined();
});
