import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { CancelledFailure, defaultPayloadConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { processIdentity } from '../../../src/state/process-identity.ts';
import type { JobProgress } from '../../../src/ports/job-runner.ts';
import { createChildProcessRunner } from '../../../src/processes/run-job.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { createSmallTraining, type SmallTraining } from '../../support/small-training.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { startWorkerProcess } from '../../support/worker-process.ts';
import type { oneTraining } from './one-training.ts';

/** Trainings on a real server, in workers and children that are processes, as they run every week. */
describe('a training worker', () => {
  const taskQueue = 'test-orchestration';
  let environment: TestWorkflowEnvironment;
  let orchestration: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    environment = await startDevServer();
    const workflowsPath = fileURLToPath(new URL('./one-training.ts', import.meta.url));
    orchestration = await Worker.create({ connection: environment.nativeConnection, taskQueue, workflowsPath });
    running = orchestration.run();
  });
  afterAll(async () => {
    orchestration.shutdown();
    await running;
    await environment.teardown();
  });

  const startWorker = (training: SmallTraining) =>
    startWorkerProcess('training', {
      TEMPORAL_ADDRESS: environment.address,
      TEMPORAL_NAMESPACE: environment.namespace ?? 'default',
      SHELFCAST_PROJECT: training.projectDirectory,
      SHELFCAST_ARTIFACTS: training.artifactsDirectory,
      SHELFCAST_CHECKPOINT_SECONDS: '0.5',
      // A training does not touch the registry.
      SHELFCAST_REGISTRY_URL: 'postgres://nobody@127.0.0.1:9/none',
    });

  const startTraining = (training: SmallTraining) =>
    environment.client.workflow.start<typeof oneTraining>('oneTraining', {
      ...{ workflowId: `train/${randomUUID()}`, taskQueue, args: [training.input('network')] },
    });

  /** What the server shows of the activity that runs. */
  async function shown(handle: WorkflowHandle): Promise<{ attempt: number; progress: JobProgress | undefined }> {
    const [activity] = (await handle.describe()).raw.pendingActivities ?? [];
    const payload = activity?.heartbeatDetails?.payloads?.[0];
    const progress = payload ? defaultPayloadConverter.fromPayload<JobProgress>(payload) : undefined;
    return { attempt: activity?.attempt ?? 0, progress };
  }

  test('that is lost during training: another one continues from the checkpoint, to the same bytes', async () => {
    const training = await createSmallTraining({ directory: await temporaryDirectory(), epochs: 300 });
    const undisturbed = join(training.projectDirectory, 'undisturbed');
    await cp(training.artifactsDirectory, undisturbed, { recursive: true });

    const lost = await startWorker(training);
    const handle = await startTraining(training);
    // In the last fit, once it could be continued.
    const { checkpoint } = await vi.waitUntil(
      async () => {
        const { progress } = await shown(handle);
        return progress?.checkpoint?.fit === 'network final fit' && progress;
      },
      { timeout: 120_000, interval: 50 },
    );
    expect(checkpoint).toMatchObject({ fit: 'network final fit', epochs: 600 });
    lost.child.kill('SIGKILL');
    const [trainer = 0] = await training.jobProcesses();
    process.kill(trainer, 'SIGKILL');
    await once(lost.child, 'close');

    const finder = await startWorker(training);
    const heard: { attempt: number; progress: JobProgress | undefined }[] = [];
    const result = handle.result();
    const ended = result.then(() => true);
    while (!(await Promise.race([ended, sleep(50, false)]))) heard.push(await shown(handle));
    const trained = await result;

    const epochs = heard.flatMap(({ attempt, progress }) => (attempt === 2 ? (progress?.epoch ?? []) : []));
    expect(epochs.length).toBeGreaterThan(0);
    expect(Math.min(...epochs)).toBeGreaterThanOrEqual(checkpoint!.epoch);
    expect(finder.log()).toContain('gave back what a killed worker had taken on');
    expect(finder.log()).toMatch(/resumes from epoch \d+ of 600/);
    expect(trained.reusedFits).toBe(1);
    expect(await training.jobProcesses()).toHaveLength(2);

    const runner = createChildProcessRunner({
      jobsVersion: training.jobsVersion,
      env: { SHELFCAST_PROJECT: training.projectDirectory, SHELFCAST_ARTIFACTS: undisturbed },
    });
    const hooks = { onProgress: () => undefined, signal: new AbortController().signal };
    const { files, windows } = await runner.run('train-member', training.input('network'), hooks);
    expect({ files: trained.files, windows: trained.windows }).toEqual({ files, windows });
  });

  test.each([
    ['hears', ''],
    ['does not hear', "process.on('SIGTERM', () => undefined);"],
  ])('whose training is cancelled ends its process within five seconds, where that %s', async (_, inJob) => {
    const endless = 1_000_000;
    const training = await createSmallTraining({ directory: await temporaryDirectory(), epochs: endless, inJob });
    await startWorker(training);
    const handle = await startTraining(training);
    await vi.waitUntil(async () => (await shown(handle)).progress?.epoch, { timeout: 90_000, interval: 50 });
    const [trainer = 0] = await training.jobProcesses();
    expect(processIdentity(trainer)).toBeDefined();

    const cancelledAt = performance.now();
    await handle.cancel();
    await vi.waitFor(() => expect(processIdentity(trainer)).toBeUndefined(), { timeout: 90_000, interval: 20 });
    console.info(`the process was gone ${Math.round(performance.now() - cancelledAt)} ms after the cancellation`);
    await expect(handle.result()).rejects.toMatchObject({ cause: expect.any(CancelledFailure) as CancelledFailure });
  });
});
