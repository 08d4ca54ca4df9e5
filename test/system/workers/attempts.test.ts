import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivityJobs } from '../../../src/activities/activity-context.ts';
import { createDataActivities } from '../../../src/activities/index.ts';
import type { CyclePorts } from '../../../src/activities/ports.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import { ChildProcessError, JobError } from '../../../src/ports/job-errors.ts';
import type { JobHooks, JobRunner } from '../../../src/ports/job-runner.ts';
import { startDevServer } from '../../support/dev-server.ts';
import type { oneJob } from './one-job.ts';

/** What an attempt does; the attempts are a real server's, which carries what one sends to the next. */
type Attempt = (attempt: number, hooks: JobHooks) => string;

let environment: TestWorkflowEnvironment;
let workers: readonly Worker[];
let running: Promise<unknown>;
/** By the region that a job is asked for: tests run in parallel, since the server's pauses between attempts are long. */
const jobs = new Map<string, { attempts: number; readonly act: Attempt }>();

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  environment = await startDevServer();
  const runner: JobRunner = {
    run: (_name, input, hooks) =>
      new Promise((resolve) => {
        const job = jobs.get((input as { region: string }).region)!;
        resolve(job.act((job.attempts += 1), hooks));
      }),
  };
  const ports = { jobs: createActivityJobs(runner, { deathsOverMs: 0 }) } as CyclePorts;
  const connection = environment.nativeConnection;
  workers = await Promise.all([
    Worker.create({
      connection,
      taskQueue: 'test-orchestration',
      workflowsPath: fileURLToPath(new URL('./one-job.ts', import.meta.url)),
    }),
    Worker.create({ connection, taskQueue: taskQueues.data, activities: createDataActivities(ports) }),
  ]);
  running = Promise.all(workers.map((worker) => worker.run()));
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await environment.teardown();
});

const death = (): never => {
  throw new ChildProcessError({ job: 'latest-cutoff', exitCode: null, signalName: 'SIGSEGV', lastWords: '' });
};
/** Runs a job to its end: what it gave or failed of, and how many attempts it took. */
async function run(act: Attempt): Promise<{ ended: unknown; attempts: number }> {
  const region = randomUUID();
  const job = { attempts: 0, act };
  jobs.set(region, job);
  const ended: unknown = await environment.client.workflow
    .execute<typeof oneJob>('oneJob', { workflowId: region, taskQueue: 'test-orchestration', args: [region] })
    .catch(causeOf);
  return { ended, attempts: job.attempts };
}
const causeOf = (error: unknown): unknown => (error as { cause: { cause: unknown } }).cause.cause;

test.concurrent('a job whose process dies at the same place again and again fails after the fifth time', async () => {
  const { ended, attempts } = await run((_, { onProgress }) => {
    onProgress({ step: 'reading shipments' });
    return death();
  });
  expect(ended).toMatchObject({
    type: 'ChildProcessError',
    message: expect.stringMatching(/SIGSEGV.*\(the process died 5 times at the same place\)$/) as string,
  });
  expect(attempts).toBe(5);
});

test.concurrent('one that gets further with each attempt ends', async () => {
  const done = await run((attempt, { onProgress }) => {
    onProgress({ step: `file ${attempt} of 8` });
    return attempt < 8 ? death() : '2025-10-06';
  });
  expect(done).toEqual({ ended: '2025-10-06', attempts: 8 });
});

test.concurrent('an outage is waited for, however many attempts it takes', async () => {
  const done = await run((attempt) => {
    if (attempt > 12) return '2025-10-06';
    throw new JobError({ errorName: 'Error', message: 'connect ECONNREFUSED', facts: { code: 'ECONNREFUSED' } });
  });
  expect(done).toEqual({ ended: '2025-10-06', attempts: 13 });
});

test.concurrent('a mistake in code is not', async () => {
  const { ended, attempts } = await run(() => {
    throw new JobError({ errorName: 'TypeError', message: 'x is not a function', facts: {} });
  });
  expect(ended).toMatchObject({ message: 'x is not a function (it failed 10 times)' });
  expect(attempts).toBe(10);
});
