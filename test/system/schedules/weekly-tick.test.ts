import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deliverTrigger } from '../../../src/activities/deliver-trigger.ts';
import { createClockActivities } from '../../../src/activities/index.ts';
import type { ActivityPorts } from '../../../src/activities/ports.ts';
import { createRegionControllers } from '../../../src/adapters/temporal/region-controllers.ts';
import { connectServer, type EnvironmentsConnection } from '../../../src/composition/connect-environments.ts';
import { syncEnvironments } from '../../../src/app/schedules/sync-environments.ts';
import { ledgerQuery, pauseUpdate } from '../../../src/contracts/messages.ts';
import type { RegionSchedule, ResolvedProject } from '../../../src/contracts/project.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { createSchedules } from '../../../src/adapters/temporal/schedules.ts';
import type { weeklyTick } from '../../../src/workflows/index.ts';
import { workerBase } from '../../../src/workers/worker-base.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

const zones = { chicago: 'America/Chicago', auckland: 'Pacific/Auckland' } as const;
type Region = keyof typeof zones;
const mondays = (timeZone: string): RegionSchedule => ({
  when: { weekday: 'monday', time: '06:00' },
  timeZone,
  jitterSeconds: 0,
  catchUpDays: 7,
});
const resolved = {
  name: 'ticking',
  weekStartsOn: 'monday',
  regions: Object.entries(zones).map(([name, timeZone]) => ({ name, timeZone })),
  environments: { dev: { promotion: 'automatic' } },
  schedules: { dev: Object.fromEntries(Object.entries(zones).map(([name, zone]) => [name, mondays(zone)])) },
  watches: {},
} as unknown as ResolvedProject;

/** Schedules on a real server, their ticks on a real worker, and a controller per region that is paused: its ledger is what counts. */
describe('ticks of a Schedule', () => {
  let server: TestWorkflowEnvironment;
  let connection: EnvironmentsConnection;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    const [started, workflowBundle] = await Promise.all([startDevServer('dev'), bundleWorkflows()]);
    server = started;
    connection = await connectServer(server.address);
    client = connection.clientOf('dev');
    const ports = {
      project: { resolved } as LoadedProject,
      controllers: createRegionControllers(connection.clientOf),
    } as ActivityPorts;
    worker = await Worker.create({
      ...workerBase,
      connection: server.nativeConnection,
      namespace: 'dev',
      taskQueue: taskQueues.orchestration,
      workflowBundle,
      activities: {
        ...createClockActivities(ports),
        deliverTrigger: (input: Parameters<typeof deliverTrigger>[1]) => deliverTrigger(ports, input),
        acceptTriggers: () => Promise.resolve([]),
        previousControllerState: () => Promise.resolve({ cycles: 0 }),
        recordHold: () => Promise.resolve(),
      },
    });
    running = worker.run();
    for (const region of Object.keys(zones)) {
      await client.workflow.executeUpdateWithStart(pauseUpdate, {
        args: [{ by: 'test', reason: 'triggers are to stay in the ledger' }],
        startWorkflowOperation: new WithStartWorkflowOperation('regionController', {
          workflowId: regionControllerId('dev', region),
          taskQueue: taskQueues.orchestration,
          args: [{ environment: 'dev', region }],
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    }
    await syncEnvironments(resolved, createSchedules('ticking', connection.clientOf), { dryRun: false });
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await server.teardown();
  });

  const schedule = (region: Region) => client.schedule.getHandle(`tick/dev/${region}`);
  const triggers = async (region: Region): Promise<readonly Trigger[]> => {
    const entries = await client.workflow.getHandle(regionControllerId('dev', region)).query(ledgerQuery);
    return entries.map(({ trigger }) => trigger).sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  /** Waits until the Schedule has taken a number of actions, and what they started has ended. */
  const taken = async (region: Region, actions: number): Promise<void> => {
    const recent = await vi.waitFor(
      async () => {
        const { info } = await schedule(region).describe();
        expect(info.numActionsTaken).toBe(actions);
        return info.recentActions;
      },
      { timeout: 90_000, interval: 200 },
    );
    for (const { workflow } of recent.map(({ action }) => action)) {
      await client.workflow.getHandle(workflow.workflowId, workflow.firstExecutionRunId).result();
    }
  };
  /** As a person does in Temporal's UI. */
  const backfill = (region: Region) =>
    schedule(region).backfill({
      start: new Date('2025-10-20T00:00:00Z'),
      end: new Date('2025-11-11T00:00:00Z'),
      overlap: 'ALLOW_ALL',
    });

  test('a backfill over a change of the clock asks once for every nominal week, with the week that was over then', async () => {
    await backfill('chicago');
    await taken('chicago', 4);
    const expected = [
      ['2025-10-20T11:00:00.000Z', '2025-10-13'],
      ['2025-10-27T11:00:00.000Z', '2025-10-20'],
      // Six in the morning is an hour later from here on.
      ['2025-11-03T12:00:00.000Z', '2025-10-27'],
      ['2025-11-10T12:00:00.000Z', '2025-11-03'],
    ].map(([at, asOf]) => ({
      id: `tick/dev/chicago/${at}`,
      cause: 'backfill',
      requestedBy: 'schedule tick/dev/chicago',
      asOf,
    }));
    expect(await triggers('chicago')).toEqual(expected);

    await backfill('chicago');
    await taken('chicago', 8);
    expect(await triggers('chicago')).toEqual(expected);
    const again = client.workflow.getHandle<typeof weeklyTick>('tick/dev/chicago-2025-11-10T12:00:00Z');
    expect(await again.result()).toMatchObject({ decision: 'duplicate', asOf: '2025-11-03' });
    const { memo: _, ...described } = await again.describe();
    expect(described).toMatchObject({ searchAttributes: { Region: ['chicago'], Environment: ['dev'] } });
  });

  test('east of Greenwich, where Monday comes while it is Sunday there', async () => {
    await backfill('auckland');
    await taken('auckland', 3);
    expect((await triggers('auckland')).map(({ id, asOf }) => [id, asOf])).toEqual([
      // Monday the 20th, six in the morning, was still Sunday the 19th in Greenwich, before the start of the backfill.
      ['tick/dev/auckland/2025-10-26T17:00:00.000Z', '2025-10-20'],
      ['tick/dev/auckland/2025-11-02T17:00:00.000Z', '2025-10-27'],
      ['tick/dev/auckland/2025-11-09T17:00:00.000Z', '2025-11-03'],
    ]);
  });

  test('triggered by hand, it asks for the week that is over now', async () => {
    const before = await triggers('auckland');
    await schedule('auckland').trigger();
    await taken('auckland', 4);
    const added = (await triggers('auckland')).filter(({ id }) => before.every((one) => one.id !== id));
    expect(added).toMatchObject([{ cause: 'timer', requestedBy: 'schedule tick/dev/auckland' }]);
    // Weeks are seven days; a week that is over began seven to fourteen days ago.
    const ageDays = (Date.now() - Date.parse(added[0]?.asOf ?? '')) / 86_400_000;
    expect(ageDays).toBeGreaterThan(6);
    expect(ageDays).toBeLessThan(15);
  });

  test('started without any Schedule, the start is the nominal time', async () => {
    const handle = await client.workflow.start<typeof weeklyTick>('weeklyTick', {
      workflowId: 'tick by a person',
      taskQueue: taskQueues.orchestration,
      args: [{ environment: 'dev', region: 'chicago' }],
    });
    const { nominalAt, cause, decision } = await handle.result();
    const { startTime } = await handle.describe();
    expect([nominalAt, cause, decision]).toEqual([startTime.toISOString(), 'timer', 'queued']);
    expect((await triggers('chicago')).find(({ id }) => id.endsWith(nominalAt))?.requestedBy).toBe('tick by a person');
  });

  test.each([
    [{ environment: 'dev', region: 'west' }, /no region "west" \(it has chicago, auckland\)/],
    [{ environment: 'old', region: 'chicago' }, /no environment "old" \(it has dev\)/],
  ])('for %j, which the project no longer has, it fails at once and says what to do', async (gone, message) => {
    const failed: unknown = await client.workflow
      .execute<typeof weeklyTick>('weeklyTick', {
        workflowId: `tick for ${gone.region} in ${gone.environment}`,
        taskQueue: taskQueues.orchestration,
        args: [gone],
      })
      .catch((error: unknown) => error);
    const reason = (failed as { cause: { cause: Error } }).cause.cause;
    expect(reason).toMatchObject({ type: 'ConfigurationError', nonRetryable: true });
    expect(reason.message).toMatch(message);
    expect(reason.message).toMatch(/sync the Schedules where one still asks for it/);
  });
});
