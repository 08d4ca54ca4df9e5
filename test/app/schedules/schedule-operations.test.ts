import { expect, test } from 'vitest';
import { listSchedules } from '../../../src/app/schedules/list-schedules.ts';
import { syncSchedules } from '../../../src/app/schedules/sync-schedules.ts';
import { ForeignScheduleError, type Schedules } from '../../../src/ports/schedules.ts';
import { performed, testApp } from '../../support/app.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const appWith = async (schedules: Partial<Schedules>) =>
  testApp({ project: (await loadedSmallProject()).project, orchestration: { schedules } });

test('Schedules are listed by environment', async () => {
  const facts = { timeZone: 'UTC', when: 'monday 06:00', paused: true, note: 'stocktaking', next: [] };
  const last = { at: '2026-01-05T06:00:00.000Z', workflowId: 'w1' };
  const app = await appWith({
    list: (environment) => Promise.resolve([{ environment, scheduleId: `s/${environment}`, ...facts, last }]),
  });
  const ids = async (input: { environment?: string }) =>
    (await performed(listSchedules, app, input)).map(({ scheduleId }) => scheduleId);
  expect(await ids({})).toEqual(['s/dev', 's/prod']);
  expect(await ids({ environment: 'prod' })).toEqual(['s/prod']);
  expect(await refusalMessage(() => ids({ environment: 'test' }))).toBe(
    'UsageError: the project has no environment "test"; it has dev, prod. Schedules of one it no longer has go with a sync of all',
  );
});

test('a sync of all takes environments along that the project no longer has', async () => {
  const app = await appWith({
    environments: () => Promise.resolve(['dev', 'prod', 'old']),
    sync: (environment, _wanted, { dryRun }) => {
      const differences = [{ field: 'when', from: 'sunday', to: 'monday' }];
      const change = { environment, scheduleId: `s/${environment}`, differences };
      return Promise.resolve(dryRun ? [] : [{ action: environment === 'old' ? 'delete' : 'update', ...change }]);
    },
  });
  const { changes } = await performed(syncSchedules, app, { dryRun: false });
  expect(changes.map(({ action, environment }) => `${action} ${environment}`)).toEqual([
    'update dev',
    'update prod',
    'delete old',
  ]);
  expect(await performed(syncSchedules, app, { environment: 'dev', dryRun: true })).toMatchObject({ changes: [] });
});

test('a Schedule of somebody else is left alone', async () => {
  const foreign = { environment: 'dev', scheduleId: 's/dev', project: 'small', madeFor: 'other' };
  const app = await appWith({
    environments: () => Promise.resolve([]),
    sync: () => Promise.reject(new ForeignScheduleError(foreign)),
  });
  const syncing = () => performed(syncSchedules, app, { dryRun: false });
  await expect(syncing()).rejects.toMatchObject({ kind: 'conflict', code: 'foreign-schedule' });
  expect(await refusalMessage(syncing)).toMatch(
    /^ForeignScheduleError: the Schedule s\/dev of environment dev belongs/,
  );
});
