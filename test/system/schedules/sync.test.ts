import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { syncEnvironments } from '../../../src/app/schedules/sync-environments.ts';
import { connectServer, type EnvironmentsConnection } from '../../../src/composition/connect-environments.ts';
import type { RegionSchedule, ResolvedProject } from '../../../src/contracts/project.ts';
import type { ScheduleChange } from '../../../src/contracts/schedules.ts';
import { createSchedules } from '../../../src/adapters/temporal/schedules.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { runCommand } from '../../support/commands/run-command.ts';
import { createSmallProject } from '../../support/small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const mondays: RegionSchedule = {
  when: { weekday: 'monday', time: '06:00' },
  timeZone: 'America/Chicago',
  jitterSeconds: 30,
  catchUpDays: 7,
};

describe('schedules of a project on a server', () => {
  let server: TestWorkflowEnvironment;
  let connection: EnvironmentsConnection;
  let client: (environment: string) => Client;

  beforeAll(async () => {
    server = await startDevServer('dev', 'prod', 'staging');
    connection = await connectServer(server.address);
    client = connection.clientOf;
  });
  afterAll(async () => {
    await connection.close();
    await server.teardown();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const environment of ['dev', 'prod', 'staging']) {
      for await (const { scheduleId } of client(environment).schedule.list()) {
        await client(environment).schedule.getHandle(scheduleId).delete().catch(unlessGone);
      }
    }
  });

  /** The list may have what was deleted a moment ago. */
  const unlessGone = (error: unknown): void => {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  };

  /** A project with a clock for `north` in `dev`, by default. */
  const project = (more: Partial<ResolvedProject> = {}): ResolvedProject =>
    ({
      name: 'small',
      environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },
      schedules: { dev: { north: mondays }, prod: {} },
      watches: {},
      ...more,
    }) as ResolvedProject;
  const sync = (wanted: ResolvedProject, dryRun = false): Promise<readonly ScheduleChange[]> =>
    syncEnvironments(wanted, createSchedules(wanted.name, client), { dryRun });
  const describeNorth = () => client('dev').schedule.getHandle('tick/dev/north').describe();
  /** The server's list of Schedules is a moment behind. */
  const listed = (environment: string, ids: readonly string[]) =>
    vi.waitFor(
      async () => {
        const facts = await createSchedules('small', client).list(environment);
        expect(facts.map(({ scheduleId }) => scheduleId)).toEqual(ids);
        return facts;
      },
      { timeout: 90_000, interval: 200 },
    );

  test('a dry run reports and changes nothing; then it is made as asked for; a second sync does nothing', async () => {
    const wanted = project({ watches: { dev: { everySeconds: 60, stableSeconds: 30 } } });
    const told = await sync(wanted, true);
    expect(told.map(({ action, scheduleId }) => [action, scheduleId])).toEqual([
      ['create', 'tick/dev/north'],
      ['create', 'watch/dev'],
    ]);
    expect(await listed('dev', [])).toEqual([]);
    expect(await sync(wanted)).toEqual(told);
    expect(await describeNorth()).toMatchObject({
      spec: { timezone: 'America/Chicago', jitter: 30_000, calendars: [{ comment: 'monday 06:00' }] },
      policies: { overlap: 'BUFFER_ALL', catchupWindow: 7 * 86_400_000, pauseOnFailure: false },
      action: {
        workflowType: 'weeklyTick',
        workflowId: 'tick/dev/north',
        taskQueue: 'shelfcast-orchestration',
        args: [{ environment: 'dev', region: 'north' }],
        staticSummary: 'tick · north · dev',
      },
      memo: { madeBy: 'shelfcast', project: 'small' },
      searchAttributes: { Region: ['north'], Environment: ['dev'] },
      state: { paused: false },
    });
    expect(await client('dev').schedule.getHandle('watch/dev').describe()).toMatchObject({
      spec: { intervals: [{ every: 60_000 }] },
      policies: { overlap: 'SKIP', catchupWindow: 60_000 },
    });
    expect(await sync(wanted)).toEqual([]);
    await listed('dev', ['tick/dev/north', 'watch/dev']);
  });

  test.each<[string, Partial<RegionSchedule>]>([
    ['a cron expression', { when: { cron: '*/15 8-18/2 * jan-mar,12 mon-fri' } }],
    ['one with Sunday twice', { when: { cron: '0 0 * * 5-7' } }],
    ['days of the month', { when: { cron: '59 23 1,15-20/2 * *' } }],
    ['Sunday midnight', { when: { weekday: 'sunday', time: '00:00' } }],
    ['no jitter', { jitterSeconds: 0 }],
  ])('%s comes back from the server as it went', async (_, schedule) => {
    const wanted = project({ schedules: { dev: { north: { ...mondays, ...schedule } } } });
    await sync(wanted);
    expect(await sync(wanted)).toEqual([]);
  });

  test('only what differs is changed, and a pause survives it, with its reason', async () => {
    await sync(project());
    await client('dev').schedule.getHandle('tick/dev/north').pause('stocktaking');
    const changes = await sync(
      project({ schedules: { dev: { north: { ...mondays, when: { cron: '0 7 * * 2' }, timeZone: 'Asia/Tokyo' } } } }),
    );
    expect(changes).toMatchObject([
      {
        action: 'update',
        scheduleId: 'tick/dev/north',
        differences: [
          { field: 'when', from: 'monday 06:00 (0 6 * * 1)', to: 'cron 0 7 * * 2 (0 7 * * 2)' },
          { field: 'time zone', from: 'America/Chicago', to: 'Asia/Tokyo' },
          { field: 'summary' },
        ],
      },
    ]);
    expect(await describeNorth()).toMatchObject({
      state: { paused: true, note: 'stocktaking' },
      spec: { timezone: 'Asia/Tokyo' },
      memo: { project: 'small' },
    });
  });

  test('a change made by hand on the server is undone', async () => {
    await sync(project());
    await client('dev')
      .schedule.getHandle('tick/dev/north')
      .update(({ spec, action, policies, state }) => ({
        spec: { ...spec, jitter: 1000 },
        action,
        policies: { ...policies, overlap: 'SKIP' },
        state,
      }));
    const changes = await sync(project());
    expect(changes[0]?.differences.map(({ field }) => field)).toEqual(['jitter', 'overlap']);
    expect(await sync(project())).toEqual([]);
  });

  test("what is no longer asked for goes, in environments the project no longer has too; others' stay", async () => {
    const { environments } = project();
    await sync(
      project({
        environments: { ...environments, staging: { promotion: 'manual' } },
        schedules: { dev: { north: mondays, south: mondays }, staging: { north: mondays } },
      }),
    );
    await sync(project({ name: 'other', schedules: { dev: { west: mondays } } }));
    await client('dev').schedule.create({
      scheduleId: 'tick/dev/of-a-person',
      spec: { intervals: [{ every: '1 day' }] },
      action: { type: 'startWorkflow', workflowType: 'any', taskQueue: 'any' },
    });
    await listed('staging', ['tick/staging/north']);
    await listed('dev', ['tick/dev/north', 'tick/dev/south']);
    const changes = await sync(project());
    expect(changes.map(({ action, scheduleId }) => [action, scheduleId])).toEqual([
      ['delete', 'tick/dev/south'],
      ['delete', 'tick/staging/north'],
    ]);
    await listed('staging', []);
    await listed('dev', ['tick/dev/north']);
    for (const kept of ['tick/dev/west', 'tick/dev/of-a-person']) {
      await expect(client('dev').schedule.getHandle(kept).describe()).resolves.toMatchObject({ scheduleId: kept });
    }
    expect(await sync(project())).toEqual([]);
  });

  test("an id that is somebody else's is refused before anything is changed", async () => {
    await sync(project({ name: 'other', schedules: { dev: { south: mondays } } }));
    const refused = sync(project({ schedules: { dev: { north: mondays, south: mondays } } }));
    await expect(refused).rejects.toMatchObject({ code: 'foreign-schedule', facts: { scheduleId: 'tick/dev/south' } });
    await expect(refused).rejects.toThrow(/tick\/dev\/south of environment dev belongs to the project other/);
    await expect(describeNorth()).rejects.toThrow(/not found/i);
    // The list, by which the others are deleted, may be behind.
    await client('dev').schedule.getHandle('tick/dev/south').delete();
  });

  test('the commands sync and list, with the next times on the clock of the region', async () => {
    vi.stubEnv('TEMPORAL_ADDRESS', server.address);
    const { directory } = await createSmallProject({
      directory: await temporaryDirectory(),
      weeks: 2,
      config: `schedule: { weekday: 'monday', time: '06:00' },
        environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual', schedule: { enabled: false } } },`,
    });
    const run = (...args: readonly string[]) => runCommand('schedules', ...args, '-p', directory);
    const dry = await run('sync', '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, stderr: '' });
    expect(dry.stdout).toMatch(/^\+ create tick\/dev\/north \(dev\)\n {4}when: monday 06:00 \(0 6 \* \* 1\)\n/);
    expect(dry.stdout).toMatch(/2 Schedules: 2 to create \(dry run: nothing was changed\)\n$/);
    expect((await run('sync')).stdout).toMatch(/2 Schedules: 2 created\n$/);
    expect(JSON.parse((await run('sync', '--json')).stdout)).toEqual({ dryRun: false, changes: [], schedules: 2 });
    await listed('dev', ['tick/dev/north', 'tick/dev/south']);
    const { stdout } = await run('list');
    expect(stdout).toMatch(
      /^tick\/dev\/north +monday 06:00 +America\/Chicago +active +\d{4}-\d\d-\d\d 06:00 GMT-[56], .*never$/m,
    );
    expect(JSON.parse((await run('list', '--json', '--env', 'prod')).stdout)).toEqual([]);
    expect(await run('sync', '--env', 'test')).toMatchObject({ exitCode: 2 });
  });

  test('without a stack or an address the command says what to do', async () => {
    const { directory } = await createSmallProject({ directory: await temporaryDirectory(), weeks: 2 });
    const { exitCode, stderr } = await runCommand('schedules', 'list', '-p', directory);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no stack runs on .*set TEMPORAL_ADDRESS/) as string]);
  });
});
