import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startDevServer } from '../../support/dev-server.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { shelfcast, ShelfcastProcess } from '../../support/shelfcast-process.ts';
import { createSmallProject } from '../../support/small-project.ts';
import { createSmallTraining } from '../../support/small-training.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { oneTraining } from './one-training.ts';

/** The command that an image or a service manager runs, on a real server. */
describe('shelfcast worker', () => {
  let server: TestWorkflowEnvironment;
  let registry: TestRegistry;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    [server, registry] = await Promise.all([startDevServer('dev'), startTestRegistry()]);
  });
  afterAll(() => Promise.all([server.teardown(), registry.stop()]));

  const start = async (queues: string, environment: Readonly<Record<string, string>>): Promise<ShelfcastProcess> => {
    const worker = new ShelfcastProcess(['worker', '--queues', queues], {
      TEMPORAL_ADDRESS: server.address,
      SHELFCAST_REGISTRY_URL: registry.url,
      ...environment,
    });
    onTestFinished(() => void worker.child.kill('SIGKILL'));
    await worker.says(/asks for work/);
    return worker;
  };

  test.each(['SIGTERM', 'SIGINT'] as const)('gets work, and stops in order on %s', async (signal) => {
    const directory = await temporaryDirectory();
    await createSmallProject({ directory, weeks: 2 });
    const worker = await start('orchestration,data', {
      SHELFCAST_ENVIRONMENTS: 'dev',
      SHELFCAST_PROJECT: directory,
      SHELFCAST_ARTIFACTS: join(directory, 'artifacts'),
    });
    const asked = new ShelfcastProcess(['request', '-p', directory, '--region', 'north'], {
      TEMPORAL_ADDRESS: server.address,
      SHELFCAST_REGISTRY_URL: registry.url,
    });
    expect(await asked.ended).toMatchObject({ exitCode: 0, stderr: '' });
    worker.child.kill(signal);
    const { exitCode, stdout, stderr } = await worker.ended;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/"msg":"has stopped"/);
  });

  test('that is asked to stop during a training leaves a checkpoint, which the next one continues from', async () => {
    const taskQueue = 'test-orchestration';
    const workflowsPath = fileURLToPath(new URL('./one-training.ts', import.meta.url));
    const { connection, nativeConnection } = server;
    const client = new Client({ connection, namespace: 'dev' });
    const orchestration = await Worker.create({
      ...{ connection: nativeConnection, namespace: 'dev', taskQueue, workflowsPath },
    });
    const training = await createSmallTraining({ directory: await temporaryDirectory(), epochs: 300 });
    const environment = {
      SHELFCAST_ENVIRONMENTS: 'dev',
      SHELFCAST_WORKER_VERSIONING: 'off',
      SHELFCAST_PROJECT: training.projectDirectory,
      SHELFCAST_ARTIFACTS: training.artifactsDirectory,
      SHELFCAST_CHECKPOINT_SECONDS: '0.5',
    };
    await orchestration.runUntil(async () => {
      const first = await start('training', environment);
      const handle = await client.workflow.start<typeof oneTraining>('oneTraining', {
        ...{ workflowId: `train/${randomUUID()}`, taskQueue, args: [training.input('network')] },
      });
      await vi.waitUntil(
        async () => {
          const [activity] = (await handle.describe()).raw.pendingActivities ?? [];
          const details = activity?.heartbeatDetails?.payloads?.[0]?.data;
          return details && Buffer.from(details).toString().includes('"checkpoint"');
        },
        { timeout: 120_000, interval: 50 },
      );
      first.child.kill('SIGTERM');
      expect((await first.ended).exitCode).toBe(0);

      const second = await start('training', environment);
      await handle.result();
      expect(second.output).toMatch(/resumes from epoch \d+ of \d+/);
    });
  });

  test('says what is wrong, and ends', async () => {
    const unknown = await shelfcast('worker', '--queues', 'lunch');
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('"lunch" is none of orchestration, data, training, scoring'),
    ]);
    const nowhere = new ShelfcastProcess(['worker'], { TEMPORAL_ADDRESS: server.address, SHELFCAST_REGISTRY_URL: '' });
    const { exitCode, stderr } = await nowhere.ended;
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('SHELFCAST_REGISTRY_URL')]);
  });
});
