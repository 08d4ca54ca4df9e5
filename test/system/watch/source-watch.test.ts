import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createActivityJobs } from '../../../src/activities/activity-context.ts';
import { createClockActivities, createLandingActivities } from '../../../src/activities/index.ts';
import type { ActivityPorts } from '../../../src/activities/ports.ts';
import { recordHold, type Hold } from '../../../src/activities/record-hold.ts';
import { createLocalLanding } from '../../../src/adapters/storage/local-landing.ts';
import { createRegionControllers } from '../../../src/adapters/temporal/region-controllers.ts';
import { connectServer, type EnvironmentsConnection } from '../../../src/composition/connect-environments.ts';
import { ledgerQuery, pauseUpdate } from '../../../src/contracts/messages.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import type { WatchResult } from '../../../src/contracts/watch.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { createChildProcessRunner, type ChildProcessRunner } from '../../../src/processes/run-job.ts';
import { openDatabase } from '../../../src/composition/open-registry.ts';
import type { sourceWatch } from '../../../src/workflows/index.ts';
import { workerBase } from '../../../src/workers/worker-base.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { runCommand } from '../../support/commands/run-command.ts';
import { createSmallProject, type SmallProject } from '../../support/small-project.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

/**
 * Looks at a real folder, one after the other as asked, with the ledger in a real database and files read in processes of their own.
 * The controllers are paused: what counts is which triggers they have. The tests build on each other.
 */
describe('the watch over landing', () => {
  let server: TestWorkflowEnvironment;
  let database: TestRegistry;
  let registry: ActivityPorts['registry'];
  let connection: EnvironmentsConnection;
  let client: Client;
  let files: SmallProject;
  let running: Promise<void>;
  let workers: readonly Worker[];
  let runner: ChildProcessRunner;
  /** Where it is set, changes are not marked as reported. */
  let killedBeforeMark = false;
  /** Where it is set, controllers can put no trigger on disk. */
  let registryIsAway = false;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    files = await createSmallProject({
      directory: await mkdtemp(join(tmpdir(), 'shelfcast-watch-')),
      weeks: 2,
      config: 'watch: { stableSeconds: 1 },',
    });
    const [started, registered, workflowBundle, project] = await Promise.all([
      startDevServer('dev'),
      startTestRegistry(),
      bundleWorkflows(),
      loadProject(files.directory),
    ]);
    [server, database] = [started, registered];
    connection = await connectServer(server.address);
    client = connection.clientOf('dev');
    const opened = openDatabase(database.url);
    registry = opened.registry;
    const env = {
      SHELFCAST_PROJECT: files.directory,
      SHELFCAST_ARTIFACTS: join(files.directory, '.shelfcast/artifacts'),
    };
    const ports = {
      project,
      ...opened,
      landing: createLocalLanding(project.landingDirectory),
      jobs: createActivityJobs(
        (runner = createChildProcessRunner({ jobsVersion: project.jobsVersion, env, keep: {} })),
      ),
      controllers: createRegionControllers(connection.clientOf),
    } as ActivityPorts;
    const clock = createClockActivities(ports);
    const shared = { ...workerBase, connection: server.nativeConnection, namespace: 'dev' };
    workers = await Promise.all([
      Worker.create({
        ...shared,
        taskQueue: taskQueues.orchestration,
        workflowBundle,
        activities: {
          ...clock,
          markSignalled: (input: Parameters<typeof clock.markSignalled>[0]) =>
            killedBeforeMark ? Promise.reject(new Error('the worker is gone')) : clock.markSignalled(input),
          acceptTriggers: () =>
            registryIsAway ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve([]),
          withdrawTriggers: () => Promise.resolve(),
          previousControllerState: () => Promise.resolve({ cycles: 0 }),
          recordHold: (hold: Hold) => recordHold(ports, hold),
        },
      }),
      Worker.create({ ...shared, taskQueue: taskQueues.data, activities: createLandingActivities(ports) }),
    ]);
    running = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
    for (const region of files.regions) {
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
  });
  afterAll(async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    runner.close();
    await connection.close();
    await registry.close();
    await database.stop();
    await server.teardown();
    await rm(files.directory, { recursive: true, force: true });
  });

  const start = () =>
    client.workflow.start<typeof sourceWatch>('sourceWatch', {
      workflowId: `watch/dev/${randomUUID()}`,
      taskQueue: taskQueues.orchestration,
      args: [{ environment: 'dev' }],
    });
  const look = async (): Promise<WatchResult> => (await start()).result();
  /** Looks until whatever is there has settled; returns what was reported. */
  const settle = async (): Promise<readonly string[]> => {
    await look();
    await sleep(1100);
    return (await look()).signalled;
  };
  const triggers = async (region: 'north' | 'south'): Promise<readonly Trigger[]> => {
    const entries = await client.workflow.getHandle(regionControllerId('dev', region)).query(ledgerQuery);
    return entries.map(({ trigger }) => trigger);
  };
  const counts = async () => [(await triggers('north')).length, (await triggers('south')).length];
  const landing = (path: string): string => join(files.landingDirectory, path);
  const sale = (store: string, units = 1): string => `${store},apples,2025-01-13,${units}\n`;
  const header = 'store,item,week,units\n';

  test('the first look at a project reports every region, once its files have settled', async () => {
    expect(await look()).toEqual({ files: 4, settling: 4, signalled: [] });
    await sleep(1100);
    expect(await look()).toEqual({ files: 4, settling: 0, signalled: ['north', 'south'] });
    expect(await look()).toEqual({ files: 4, settling: 0, signalled: [] });
    expect(await counts()).toEqual([1, 1]);
    expect((await triggers('north'))[0]).toMatchObject({
      cause: 'data',
      requestedBy: expect.stringMatching(/^watch\/dev\//) as string,
      reason: expect.stringMatching(/^4 files: items\/items\.csv, .*stores\.csv$/) as string,
    });
  });

  test('a file of one region reports that one', async () => {
    await files.write('sales/north.csv', header + sale('n1'));
    expect(await settle()).toEqual(['north']);
    expect(await counts()).toEqual([2, 1]);
  });

  test('a file of two regions reports both', async () => {
    await files.write('sales/both.csv', header + sale('n1') + sale('s1'));
    expect(await settle()).toEqual(['north', 'south']);
    expect(await counts()).toEqual([3, 2]);
    expect((await triggers('south')).map(({ reason }) => reason)).toContain('1 file: sales/both.csv (2025-01-13)');
  });

  test('a file that is written in pieces is left alone until it is whole', async () => {
    await files.write('sales/pieces.csv', header + sale('s1'));
    for (const store of ['s2', 's3', 's4']) {
      expect(await look()).toMatchObject({ settling: 1, signalled: [] });
      await sleep(1100);
      await appendFile(landing('sales/pieces.csv'), sale(store));
    }
    expect(await look()).toMatchObject({ settling: 1, signalled: [] });
    await sleep(1100);
    expect((await look()).signalled).toEqual(['south']);
    expect(await counts()).toEqual([3, 3]);
  });

  test('a file under the name of an unfinished one counts once it has its own', async () => {
    await files.write('sales/upload.csv.part', header + sale('n2'));
    expect(await settle()).toEqual([]);
    await rename(landing('sales/upload.csv.part'), landing('sales/upload.csv'));
    expect(await settle()).toEqual(['north']);
    expect(await counts()).toEqual([4, 3]);
  });

  test('a rename is one change, and so is a file that goes, for the regions it was about', async () => {
    await rename(landing('sales/upload.csv'), landing('sales/renamed.csv'));
    expect(await settle()).toEqual(['north']);
    expect(await counts()).toEqual([5, 3]);
    await rm(landing('sales/pieces.csv'));
    expect(await settle()).toEqual(['south']);
    expect(await counts()).toEqual([5, 4]);
    expect((await triggers('south')).map(({ reason }) => reason)).toContain('1 file: sales/pieces.csv (gone)');
  });

  test('a file that is rewritten with the same bytes is no change; one that is restored to an earlier state is one each time', async () => {
    await writeFile(landing('sales/renamed.csv'), header + sale('n2'));
    expect(await settle()).toEqual([]);
    for (const units of [7, 1]) {
      await writeFile(landing('sales/renamed.csv'), header + sale('n2', units));
      expect(await settle()).toEqual(['north']);
    }
    expect(await counts()).toEqual([7, 4]);
  });

  test('a file that cannot be used reports all regions, with the reason', async () => {
    await files.write('sales/broken.csv', 'shop,units\nn1,3\n');
    expect(await settle()).toEqual(['north', 'south']);
    expect(await counts()).toEqual([8, 5]);
    expect((await triggers('south')).map(({ reason }) => reason).join()).toMatch(/sales\/broken\.csv \(.*store/);
    await rm(landing('sales/broken.csv'));
    expect(await settle()).toEqual(['north', 'south']);
    expect(await counts()).toEqual([9, 6]);
  });

  test('ended between signal and mark, it reports the same again, which counts once', async () => {
    killedBeforeMark = true;
    await files.write('sales/last.csv', header + sale('s3'));
    await look();
    await sleep(1100);
    const cut = await start();
    await vi.waitFor(async () => expect(await counts()).toEqual([9, 7]), { timeout: 90_000, interval: 200 });
    await cut.terminate('killed');
    killedBeforeMark = false;
    expect((await look()).signalled).toEqual(['south']);
    expect(await counts()).toEqual([9, 7]);
    expect((await look()).signalled).toEqual([]);
  });

  test('a change is marked as reported once the controller has it on disk, and not before', async () => {
    registryIsAway = true;
    await files.write('sales/kept.csv', header + sale('s4'));
    await look();
    await sleep(1100);
    const watch = await start();
    await vi.waitFor(
      async () => {
        const [delivery] = (await watch.describe()).raw.pendingActivities ?? [];
        expect(delivery).toMatchObject({ activityType: { name: 'deliverDataChange' } });
        expect(delivery?.lastFailure?.message).toMatch(/registry does not answer/);
      },
      { timeout: 90_000, interval: 200 },
    );
    expect(await counts()).toEqual([9, 7]);
    registryIsAway = false;
    expect(await watch.result()).toMatchObject({ signalled: ['south'] });
    expect(await counts()).toEqual([9, 8]);
    expect((await look()).signalled).toEqual([]);
  });

  test('a person reports a change by command, once an id', async () => {
    vi.stubEnv('TEMPORAL_ADDRESS', server.address);
    const tell = (...args: readonly string[]) => runCommand('signal', 'data-changed', '-p', files.directory, ...args);
    const told = await tell('--region', 'south', '--id', 'delivery-7', '--reason', 'late stores');
    expect(told).toMatchObject({ exitCode: 0, stdout: 'south: notified that data has changed (trigger delivery-7)\n' });
    await tell('--region', 'south', '--id', 'delivery-7');
    expect((await triggers('south')).filter(({ id }) => id === 'delivery-7')).toMatchObject([
      { cause: 'data', reason: 'late stores' },
    ]);
    const { stdout } = await tell('--json');
    const { regions, triggerId } = JSON.parse(stdout) as { regions: readonly string[]; triggerId: string };
    expect(regions).toEqual(['north', 'south']);
    for (const region of files.regions) {
      expect((await triggers(region)).filter(({ id }) => id === triggerId)).toHaveLength(1);
    }
    expect(await tell('--id', 'x'.repeat(201))).toMatchObject({ exitCode: 2 });
    expect(await tell('--region', 'west')).toMatchObject({ exitCode: 2 });
    vi.unstubAllEnvs();
  });

  test('a request too goes to the server that the environment names', async () => {
    vi.stubEnv('TEMPORAL_ADDRESS', server.address);
    const asked = await runCommand('request', '-p', files.directory, '--region', 'south', '--reason', 'by address');
    expect(asked).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^south: .* \(trigger .*\)\n$/) as string,
    });
    expect((await triggers('south')).filter(({ reason }) => reason === 'by address')).toMatchObject([
      { cause: 'request' },
    ]);
    vi.unstubAllEnvs();
  });
});
