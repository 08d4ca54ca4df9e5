import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { showTrigger } from '../../../src/app/controllers/show-trigger.ts';
import type { LedgerEntry } from '../../../src/contracts/trigger.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
beforeAll(async () => {
  database = await startTestRegistry();
  const regions = ['north', 'south'].map((name) => ({ name }));
  const project = { resolved: { environments: { dev: {}, prod: {} }, regions } } as unknown as LoadedProject;
  app = testApp({ registry: database.registry, project });
});
afterAll(() => database.stop());

const entry = (state: LedgerEntry['state'], more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ trigger: { id: 't', cause: 'request', requestedBy: 'ann' }, acceptedAt: '2026-11-09T00:00:00.000Z', state },
  ...more,
});
const record = (region: string, one: LedgerEntry) =>
  database.registry.recordTriggers(regionControllerId('dev', region), [one]);

test('a trigger stands where its regions do, each with its cycle', async () => {
  const state = async () => (await performed(showTrigger, app, { environment: 'dev', triggerId: 't' })).state;
  await database.registry.acceptTriggers(regionControllerId('dev', 'north'), [entry('pending')]);
  await database.registry.acceptTriggers(regionControllerId('dev', 'south'), [entry('pending')]);
  expect(await state()).toBe('pending');
  await record('north', entry('ran', { cycleId: 'cycle/dev/north/2026-11-09/1' }));
  expect(await state()).toBe('running');
  await record('south', entry('failed', { failure: 'no data' }));
  expect(await performed(showTrigger, app, { environment: 'dev', triggerId: 't' })).toEqual({
    ...{ triggerId: 't', state: 'failed', requestedBy: 'ann' },
    regions: [
      {
        ...{ region: 'north', state: 'ran', acceptedAt: '2026-11-09T00:00:00.000Z' },
        cycleId: 'cycle/dev/north/2026-11-09/1',
      },
      { region: 'south', state: 'failed', acceptedAt: '2026-11-09T00:00:00.000Z', failure: 'no data' },
    ],
  });
});

test('of another environment, or withdrawn, it is unknown', async () => {
  await database.registry.withdrawTriggers(regionControllerId('dev', 'north'), [
    { ...entry('pending'), trigger: { id: 'w', cause: 'request', requestedBy: 'ann' } },
  ]);
  for (const [environment, triggerId] of [
    ['prod', 't'],
    ['dev', 'w'],
  ] as const) {
    expect(await refusalMessage(() => performed(showTrigger, app, { environment, triggerId }))).toBe(
      `UsageError: nothing was asked for in ${environment} with the id "${triggerId}"`,
    );
  }
});
