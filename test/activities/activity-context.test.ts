import { CancelledFailure, type Info } from '@temporalio/activity';
import { ApplicationFailureCategory, type ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createActivityJobs } from '../../src/activities/activity-context.ts';
import { ChildProcessError, JobError } from '../../src/ports/job-errors.ts';
import { waitingForProcess, type JobHooks, type JobRunner } from '../../src/ports/job-runner.ts';

/** A runner whose every job does the same. */
const runnerThat = (act: (hooks: JobHooks) => Promise<unknown>): JobRunner => ({
  run: (_name, _input, hooks) => act(hooks) as never,
});

/** Settles as the process of a job does: when it is asked to end. */
const untilAborted = ({ signal }: JobHooks): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

function activity(info: Partial<Info> = {}) {
  const logged: string[] = [];
  const logger = new DefaultLogger('INFO', ({ message }) => void logged.push(message));
  const environment = new MockActivityEnvironment({ attempt: 2, ...info }, { logger });
  const heartbeats: unknown[] = [];
  environment.on('heartbeat', (progress) => heartbeats.push(progress));
  const run = (runner: JobRunner): Promise<unknown> =>
    environment.run(() => createActivityJobs(runner).run('latest-cutoff', { region: 'north' }));
  return { environment, heartbeats, logged, run };
}

describe('a job as an activity', () => {
  test('gives what the job gives; its progress goes out as heartbeats', async () => {
    const { heartbeats, run } = activity();
    const runner = runnerThat(({ onProgress }) => {
      onProgress({ step: 'reading sales' });
      onProgress({ step: 'training', epoch: 3, epochs: 10 });
      return Promise.resolve('2025-10-06');
    });
    expect(await run(runner)).toBe('2025-10-06');
    expect(heartbeats).toEqual([
      { step: 'starting' },
      { step: 'reading sales' },
      { step: 'training', epoch: 3, epochs: 10 },
    ]);
  });

  test('fails with the stable type of a domain error', async () => {
    const error = new JobError({ errorName: 'NoDataError', message: 'no shipments', facts: { region: 'north' } });
    await expect(activity().run(runnerThat(() => Promise.reject(error)))).rejects.toMatchObject({
      type: 'DataError',
      message: 'no shipments',
      nonRetryable: true,
    });
  });
});

test('pauses as after a first failure where the job got further than the attempt before, whatever its number', async () => {
  const retryPolicy = { initialInterval: 1000, maximumInterval: 60_000, backoffCoefficient: 2 };
  const death = new ChildProcessError({ job: 'train-member', exitCode: null, signalName: 'SIGKILL', lastWords: '' });
  let heartbeatDetails: unknown;
  const pauseAfterDeathAt = async (step: string): Promise<unknown> => {
    const { heartbeats, run } = activity({ attempt: 7, retryPolicy, heartbeatDetails });
    const failure: unknown = await run(
      runnerThat(({ onProgress }) => {
        onProgress({ step });
        return Promise.reject(death);
      }),
    ).catch((error: unknown) => error);
    heartbeatDetails = heartbeats.at(-1);
    return (failure as ApplicationFailure).nextRetryDelay;
  };
  expect(await pauseAfterDeathAt('window 1')).toBe(1000);
  expect(await pauseAfterDeathAt('window 1')).toBe(2000);
  expect(await pauseAfterDeathAt('window 2')).toBe(1000);
});

describe('another attempt', () => {
  const checkpoint = { fit: 'network final fit', pointer: 'checkpoints/ab', epoch: 12, epochs: 40 };

  test('logs from where it continues, and shows it until the job itself reports', async () => {
    const { heartbeats, logged, run } = activity({ heartbeatDetails: { step: 'network final fit', checkpoint } });
    await run(
      runnerThat(({ onProgress }) => {
        onProgress({ step: 'reading the dataset' });
        return Promise.resolve('2025-10-06');
      }),
    );
    expect(logged).toContain('resumes from epoch 12 of 40');
    expect(heartbeats).toEqual([{ step: 'starting', checkpoint }, { step: 'reading the dataset' }]);
  });

  test.each([undefined, null, 'text', { step: 'reading sales' }])('starts all the same after %j', async (details) => {
    const { heartbeats, logged, run } = activity({ heartbeatDetails: details });
    await run(runnerThat(() => Promise.resolve('2025-10-06')));
    expect(heartbeats).toEqual([{ step: 'starting' }]);
    expect(logged.filter((message) => message.startsWith('resumes'))).toEqual([]);
  });

  test('is passed to the job with what distinguishes it from others', async () => {
    const { run } = activity({
      namespace: 'prod',
      activityId: '5',
      workflowExecution: { workflowId: 'train/1', runId: 'a' },
      currentAttemptScheduledTimestampMs: 1000,
    });
    const told: unknown[] = [];
    await run(runnerThat(({ attempt }) => Promise.resolve(told.push(attempt))));
    expect(told).toEqual([{ work: 'prod/train/1', run: 'a/5', number: 2, scheduledAt: 1000 }]);
  });
});

describe('a job that says nothing for long', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is not treated as a lost worker: its last progress is sent again, until it ends', async () => {
    const { heartbeats, run } = activity();
    const answer = Promise.withResolvers<unknown>();
    const ended = run(
      runnerThat(({ onProgress }) => {
        onProgress({ step: 'a long fit' });
        return answer.promise;
      }),
    );
    await vi.advanceTimersByTimeAsync(3000);
    expect(heartbeats).toEqual([{ step: 'starting' }, ...Array<unknown>(4).fill({ step: 'a long fit' })]);
    answer.resolve('2025-10-06');
    await ended;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heartbeats).toHaveLength(5);
  });
});

describe('a job that hangs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is ended half an hour after its last progress, and says what it was doing', async () => {
    const { run } = activity();
    const ended = run(
      runnerThat((hooks) => {
        setTimeout(() => hooks.onProgress({ step: 'reading sales' }), 20 * 60_000);
        return untilAborted(hooks);
      }),
    ).catch((error: unknown) => error);
    let over = false;
    void ended.then(() => (over = true));
    await vi.advanceTimersByTimeAsync(49 * 60_000);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await ended).toMatchObject({
      type: 'JobStalled',
      message: expect.stringMatching(
        /^latest-cutoff reported no progress for 30 minutes.* it was at: reading sales/,
      ) as string,
      nonRetryable: false,
    });
  });
});

describe('a job that waits for a free process', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('does not hang, however long the others take', async () => {
    const { run } = activity();
    const answer = Promise.withResolvers<unknown>();
    const ended = run(
      runnerThat(({ onProgress, signal }) => {
        onProgress({ step: waitingForProcess });
        signal.addEventListener('abort', () => answer.reject(signal.reason as Error));
        return answer.promise;
      }),
    );
    await vi.advanceTimersByTimeAsync(5 * 3_600_000);
    answer.resolve('2025-10-06');
    expect(await ended).toBe('2025-10-06');
  });
});

describe('an activity that is cancelled', () => {
  test('by its workflow: the job ends, and the activity is cancelled', async () => {
    const { environment, run } = activity();
    const ended = run(runnerThat(untilAborted));
    environment.cancel('CANCELLED');
    await expect(ended).rejects.toBeInstanceOf(CancelledFailure);
  });

  test('because its worker is stopped: another attempt follows, and nobody is alarmed', async () => {
    const { environment, run } = activity();
    const ended = run(runnerThat(untilAborted));
    environment.cancel('WORKER_SHUTDOWN');
    await expect(ended).rejects.toMatchObject({
      type: 'WorkerShutdown',
      nonRetryable: false,
      category: ApplicationFailureCategory.BENIGN,
    });
  });
});
