import { CancelledFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runAsActivity } from '../../src/activities/activity-context.ts';
import { JobError, type JobHooks, type JobRunner } from '../../src/ports/job-runner.ts';

/** A runner whose every job does the same. */
const runnerThat = (act: (hooks: JobHooks) => Promise<unknown>): JobRunner => ({
  run: (_name, _input, hooks) => act(hooks) as never,
});

/** Settles as the process of a job does: when it is told to end. */
const untilAborted = ({ signal }: JobHooks): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

function activity() {
  const environment = new MockActivityEnvironment({ attempt: 2 }, { logger: new DefaultLogger('ERROR') });
  const heartbeats: unknown[] = [];
  environment.on('heartbeat', (progress) => heartbeats.push(progress));
  const run = (runner: JobRunner): Promise<unknown> =>
    environment.run(() => runAsActivity(runner, 'latest-cutoff', { region: 'north' }));
  return { environment, heartbeats, run };
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

describe('a job that says nothing for long', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is not taken for a lost worker: its last progress is sent again, until it ends', async () => {
    const { heartbeats, run } = activity();
    const answer = Promise.withResolvers<unknown>();
    const ended = run(
      runnerThat(({ onProgress }) => {
        onProgress({ step: 'a long fit' });
        return answer.promise;
      }),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heartbeats).toEqual([{ step: 'starting' }, ...Array<unknown>(3).fill({ step: 'a long fit' })]);
    answer.resolve('2025-10-06');
    await ended;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heartbeats).toHaveLength(4);
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
