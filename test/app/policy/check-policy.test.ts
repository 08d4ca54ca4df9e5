import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { checkPolicy } from '../../../src/app/policy/check-policy.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { policyText } from '../../../src/reports/policy/policy-text.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
const cutoff = '2025-10-06';
const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 1 };
const passing = [{ check: 'mape within target', passed: true, detail: 'MAPE 27.5%, target 45.0%' }];

/** Registers a model with its dataset, its file and its cycle. */
async function register(environment: string, version: string, velocity: 'fast' | 'slow') {
  const { registry } = database;
  const cycleId = `cycle/${environment}/north/${cutoff}/1`;
  const { record } = registeredModel(version, velocity);
  await registry.openCycle(cycleId, {
    ...{ environment, region: 'north', cutoff, number: 1 },
    triggers: [{ id: 't1', cause: 'timer', requestedBy: 'schedule', at: '2025-10-07T06:00:00.000Z' }],
  } as unknown as Parameters<typeof registry.openCycle>[1]);
  await registry.recordModel(environment, { ...record, cycleId, gate: passing });
  return record.segment;
}

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  await registry.recordDataset({
    ...{ version: 'd'.repeat(64), region: 'north', cutoff, manifest, rows: 9, qualityProfile: {} },
    files: [{ source: 'sales', path: 'sales/1.csv', contentHash: 'f'.repeat(64) }],
  });
  const inDev = await register('dev', 'abcd1111', 'fast');
  await registry.promote({ environment: 'dev', segment: inDev, version: 'abcd1111', actor: 'cycle', facts: {} });
  const fast = await register('prod', 'abcd2222', 'fast');
  await registry.promote({ environment: 'prod', segment: fast, version: 'abcd2222', actor: 'cycle', facts: {} });
  const slow = await register('prod', 'abcd3333', 'slow');
  await registry.recordDecision({
    ...{ id: 'wait', promotion: 'promotion/prod/abcd3333', run: 'r1', environment: 'prod', segment: slow },
    ...{ version: 'abcd3333', cutoff, kind: 'wait', gatePassed: true, actor: 'cycle', reason: 'policy', facts: {} },
  });
  app = testApp({
    registry,
    project: {
      resolved: { environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' }, empty: {} } },
    } as unknown as LoadedProject,
  });
});
afterAll(() => database.stop());

test('what passed its gate may be released where the policy is automatic', async () => {
  const answer = await performed(checkPolicy, app, { environment: 'dev' });
  expect(answer).toEqual({
    environments: ['dev'],
    passed: true,
    models: [
      { environment: 'dev', segment: 'north/large/fast', version: 'abcd1111', standing: 'champion', faults: [] },
    ],
  });
  expect(policyText(answer)).toBe('1 model of dev: each approved and traced to its sources');
});

test('a champion that nobody approved and a challenger that waits are named', async () => {
  const answer = await performed(checkPolicy, app, {});
  expect(answer.passed).toBe(false);
  expect(policyText(answer).split('\n')).toEqual([
    'prod north/large/fast abcd2222 (champion)',
    '  no-approval: no person approved it, and the policy is manual',
    'prod north/large/slow abcd3333 (waiting)',
    expect.stringMatching(/^ {2}no-approval: it waits for a person since \d{4}-\d\d-\d\d$/),
    'of 3 models of dev, prod, empty, 2 must not be released',
  ]);
});

test('a person approves, and the model may be released', async () => {
  const { segment } = registeredModel('abcd2222').record;
  await database.registry.recordDecision({
    ...{ id: 'approve', promotion: 'promotion/prod/abcd2222', run: 'r2', environment: 'prod', segment },
    ...{ version: 'abcd2222', cutoff, kind: 'approve', gatePassed: true, actor: 'ann', reason: 'seen', facts: {} },
  });
  const { models } = await performed(checkPolicy, app, { environment: 'prod' });
  expect(models.map(({ version, faults }) => [version, faults.length])).toEqual([
    ['abcd2222', 0],
    ['abcd3333', 1],
  ]);
});

test('a champion without source files and a known cycle cannot be traced', async () => {
  const version = 'e'.repeat(64);
  await database.registry.recordDataset({
    ...{ version, region: 'north', cutoff, manifest, rows: 9, qualityProfile: {}, files: [] },
  });
  const { record } = registeredModel('abcd4444', 'slow', 'champion', 'dev');
  await database.registry.recordModel('dev', { ...record, datasetVersion: version, cycleId: 'gone' });
  await database.registry.promote({
    ...{ environment: 'dev', segment: record.segment, version: 'abcd4444', actor: 'cycle', facts: {} },
  });
  const { models } = await performed(checkPolicy, app, { environment: 'dev' });
  expect(models.find((one) => one.version === 'abcd4444')?.faults.map(({ fault }) => fault)).toEqual([
    ...['no-approval', 'no-source-files', 'no-cause'],
  ]);
});

test('an environment without models passes; one that the project lacks is refused', async () => {
  const answer = await performed(checkPolicy, app, { environment: 'empty' });
  expect([answer.passed, policyText(answer)]).toEqual([true, 'no model scores in empty yet, and none waits']);
  expect(await refusalMessage(() => performed(checkPolicy, app, { environment: 'live' }))).toContain('live');
});
