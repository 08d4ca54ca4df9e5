import { Context, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import type { JobInput, JobName, JobOutput, JobProgress, JobRunner } from '../ports/job-runner.ts';
import { toFailure } from './to-failure.ts';

/** Far below the heartbeat timeout, so that a job that says nothing for long is not taken for a lost worker. */
const heartbeatEveryMs = 5000;

/**
 * Runs a CPU-bound step in its process as the body of an activity: progress becomes heartbeats, cancellation ends the
 * process, domain errors become failures with a stable type.
 */
export async function runAsActivity<Name extends JobName>(
  runner: JobRunner,
  job: Name,
  input: JobInput<Name>,
): Promise<JobOutput<Name>> {
  // Taken once: timers and the events of a process need not run in the activity's own asynchronous context.
  const activity = Context.current();
  const signal = activity.cancellationSignal;
  let latest: JobProgress = { step: 'starting' };
  const beat = setInterval(() => activity.heartbeat(latest), heartbeatEveryMs);
  try {
    activity.heartbeat(latest);
    return await runner.run(job, input, {
      signal,
      onProgress: (progress) => {
        latest = progress;
        activity.heartbeat(progress);
      },
    });
  } catch (error) {
    if (!signal.aborted) throw toFailure(error);
    if (isWorkerShutdown(signal.reason)) {
      log.info('the worker is being stopped; the step goes on in another attempt', {
        job,
        attempt: activity.info.attempt,
      });
      throw ApplicationFailure.create({
        message: 'the worker was stopped; another attempt goes on',
        type: failureTypes.workerShutdown,
        category: ApplicationFailureCategory.BENIGN,
      });
    }
    throw error;
  } finally {
    clearInterval(beat);
  }
}

function isWorkerShutdown(reason: unknown): boolean {
  return reason instanceof Error && reason.message === 'WORKER_SHUTDOWN';
}
