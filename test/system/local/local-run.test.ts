import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivityJobs } from '../../../src/activities/activity-context.ts';
import {
  createDataActivities,
  createOrchestrationActivities,
  createPromotionActivities,
  createScoringActivities,
  createTrainingActivities,
} from '../../../src/activities/index.ts';
import type { ActivityPorts } from '../../../src/activities/ports.ts';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import type { RegionCycleResult } from '../../../src/contracts/cycle.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { createChildProcessRunner } from '../../../src/processes/run-job.ts';
import type { regionCycle } from '../../../src/workflows/index.ts';
import { workerBase } from '../../../src/workers/worker-base.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';
import { startTestRegistry } from '../../support/registry.ts';
import { runCommand } from '../../support/commands/run-command.ts';
import {
  jobsSideBySide,
  reportOf,
  shelfcast,
  ShelfcastProcess,
  type ProcessResult,
} from '../../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../../support/small-project.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';
import { removeFolder } from '../../support/remove-folder.ts';

/** The real command on a small project, its jobs in real processes. The tests build on each other. */
describe('run --local', () => {
  let project: SmallProject;
  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'shelfcast-local-'));
    project = await createSmallProject({ directory, trees: true });
  });
  afterAll(() => removeFolder(project.directory));

  const argumentsOf = (...args: readonly string[]): readonly string[] => [
    ...['run', '--local', '-p', project.directory, '--region', 'north', '--json'],
    ...args,
  ];
  const run = (...args: readonly string[]): Promise<ProcessResult> => runCommand(...argumentsOf(...args));
  const csvOf = (uri: string | null | undefined): Promise<Buffer> => readFile(fileURLToPath(uri ?? ''));

  test('gives what the workflow gives: the same dataset version, model versions and bytes of forecasts', async () => {
    const result = await new ShelfcastProcess(argumentsOf(), jobsSideBySide).ended;
    expect(result.exitCode).toBe(0);
    const [local] = reportOf(result).cycles;
    const byWorkflow = await cycleOnTemporal(project);
    expect(local?.dataset).toBe(byWorkflow.dataset.version);
    expect(local?.segments.map(({ outcome, champion }) => [outcome, champion])).toEqual(
      byWorkflow.segments.map(({ outcome, champion }) => [outcome, champion]),
    );
    expect(local?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
    expect(local?.cycleId).toBe(byWorkflow.cycleId);
    const csv = await csvOf(local?.forecasts.uri);
    expect(csv).toEqual(await csvOf(byWorkflow.forecasts.uri));
    const [head = '', ...rows] = csv.toString().trimEnd().split('\n');
    const trees = head.split(',').indexOf('trees');
    for (const row of rows) expect(Number(row.split(',')[trees])).toBeGreaterThan(0);
  });

  test('a second run retrains nothing; one that forgets the first does, to the same bytes', async () => {
    const [kept] = reportOf(await run()).cycles;
    expect(kept?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('kept'));
    const [fresh] = reportOf(await run('--fresh')).cycles;
    expect(fresh?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
    expect(fresh?.segments.map(({ champion }) => champion)).toEqual(kept?.segments.map(({ champion }) => champion));
  });

  test('a member that is turned on is a cause to train every segment again, one that is turned off is none', async () => {
    await configure('', /trees: { enabled: true/, 'trees: { enabled: false');
    const [off] = reportOf(await run()).cycles;
    // Another configuration is other code.
    expect(off?.segments.map(({ causes }) => causes)).toEqual(Array(4).fill(['code']));
    await configure('', /trees: { enabled: false/, 'trees: { enabled: true');
    const [on] = reportOf(await run()).cycles;
    expect(on?.segments.map(({ causes }) => causes)).toEqual(Array(4).fill(['never-trained', 'code']));
    expect(on?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
  });

  test('a person sees stages with times, a row a segment and where the forecasts are', async () => {
    await project.deliverWeek(1);
    const { stdout, exitCode } = await shelfcast('run', '--local', '-p', project.directory, '--region', 'north');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+:\d\d north: train$/m);
    expect(stdout.match(/^(large|small)\/(fast|slow) +data +promoted +\d/gm)).toHaveLength(4);
    expect(stdout).toMatch(/^past forecasts against 12 actuals/m);
    expect(stdout).toMatch(/^forecasts +24 rows in file:\/\/.*north\/2025-10-13\.csv$/m);
    expect(stdout).not.toMatch(/Temporal UI/);
  });

  test('a segment that its gate refuses is scored by the baseline, and the exit code says so', async () => {
    await configure(`gate: { maxMape: 0.001 },`);
    const result = await run('--fresh');
    expect(result.exitCode).toBe(1);
    const [cycle] = reportOf(result).cycles;
    expect(cycle?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('rejected'));
    expect([cycle?.degraded, cycle?.forecasts.rows]).toEqual([true, 24]);
  });

  test('Ctrl-C ends it and leaves no process; the next run continues with the fits that were done', async () => {
    await configure(`seed: 2,`, /epochs: \d+/, 'epochs: 60');
    const first = new ShelfcastProcess(['run', '--local', '-p', project.directory, '--region', 'north']);
    await first.says(/north\/large\/fast: training/);
    first.child.kill('SIGINT');
    const { exitCode, stderr } = await first.ended;
    expect([exitCode, stderr]).toEqual([130, expect.stringMatching(/stopped by Ctrl-C/) as string]);
    const [cycle] = reportOf(await run()).cycles;
    expect(cycle?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
  });

  test('what cannot be run is refused', async () => {
    const refused = [
      await runCommand('run', '-p', project.directory),
      await run('--cutoff', '2025-10-07'),
      await run('--env', 'moon'),
    ];
    expect(refused.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
    expect(refused.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/run needs --local/),
      expect.stringMatching(/2025-10-07 is a tuesday/),
      expect.stringMatching(/no environment "moon"/),
    ]);
  });

  async function configure(line: string, ...replaced: [] | [RegExp, string]): Promise<void> {
    const file = join(project.directory, 'shelfcast.config.ts');
    const before = await readFile(file, 'utf8');
    const text = before.replace(/ {2}(gate|seed): .*\n/, '').replace(/\n\}\);\n$/, `\n  ${line}\n});\n`);
    await writeFile(file, replaced.length === 2 ? text.replace(...replaced) : text);
  }
});

/** The cycle of the region as Temporal runs it: workers on every queue, each job in a process of its own. */
async function cycleOnTemporal(project: SmallProject): Promise<RegionCycleResult> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  const [server, workflowBundle, database, loaded] = await Promise.all([
    startTimeSkippingServer(),
    bundleWorkflows(),
    startTestRegistry(),
    loadProject(project.directory),
  ]);
  const artifacts = join(project.directory, 'artifacts-of-temporal');
  const env = { SHELFCAST_PROJECT: project.directory, SHELFCAST_ARTIFACTS: artifacts };
  const runner = createChildProcessRunner({ jobsVersion: loaded.jobsVersion, maxProcesses: 2, env, keep: {} });
  const ports = {
    project: loaded,
    registry: database.registry,
    store: createLocalArtifactStore(artifacts),
    jobs: createActivityJobs(runner),
  } as ActivityPorts;
  const { nativeConnection: connection, client } = server;
  const workers = await Promise.all([
    Worker.create({
      ...{ ...workerBase, connection, taskQueue: taskQueues.orchestration, workflowBundle },
      activities: { ...createOrchestrationActivities(ports), ...createPromotionActivities(ports) },
    }),
    ...Object.entries({
      [taskQueues.data]: createDataActivities(ports),
      [taskQueues.training]: createTrainingActivities(ports),
      [taskQueues.scoring]: createScoringActivities(ports),
    }).map(([taskQueue, activities]) => Worker.create({ connection, taskQueue, activities })),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    const input = { environment: 'dev', region: 'north', cutoff: project.cutoff, number: 1, triggers: [] };
    return await client.workflow.execute<typeof regionCycle>('regionCycle', {
      workflowId: `cycle/dev/north/${project.cutoff}/1`,
      taskQueue: taskQueues.orchestration,
      args: [input],
    });
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    runner.close();
    await database.stop();
    await server.teardown();
  }
}
