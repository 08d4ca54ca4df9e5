import { Context, log, type Info } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import { JobStalledError } from '../ports/job-errors.ts';
import {
  waitingForProcess,
  type JobAttempt,
  type JobCheckpoint,
  type JobInput,
  type JobName,
  type JobOutput,
  type JobProgress,
  type JobRunner,
  type StepJobs,
} from '../ports/job-runner.ts';
import { noSetbacks, pauseAfter, setbacksAfter, type Setbacks } from './setbacks.ts';
import { noStrikes, reasonToStop, strikesAfter, usualDeathsOverMs, type Strikes } from './strikes.ts';
import { toFailure } from './to-failure.ts';

/**
 * Far below the heartbeat timeout, so that a job that says nothing for long is not treated as a lost worker; and a second,
 * since it is by the answer to a heartbeat that a worker hears of a cancellation.
 */
const heartbeatEveryMs = 1000;

/** A job that reports nothing for so long hangs. The longest steps of large data take a few minutes. */
const usualStallMinutes = 30;

/** When a job is given up. */
interface JobPatience {
  /** After how long without progress it is ended. */
  readonly stallMinutes: number;
  /** Over how long its process has to have died at one place, in milliseconds. */
  readonly deathsOverMs: number;
}

/** The jobs of activities: each runs as the body of the activity that asks for it. */
export function createActivityJobs(
  runner: JobRunner,
  { stallMinutes = usualStallMinutes, deathsOverMs = usualDeathsOverMs }: Partial<JobPatience> = {},
): StepJobs {
  return { run: (job, input) => runAsActivity(runner, job, input, { stallMinutes, deathsOverMs }) };
}

/**
 * Runs a CPU-bound step in its process as the body of an activity: progress becomes heartbeats, cancellation ends the
 * process, domain errors become failures with a stable type.
 */
async function runAsActivity<Name extends JobName>(
  runner: JobRunner,
  job: Name,
  input: JobInput<Name>,
  { stallMinutes, deathsOverMs }: JobPatience,
): Promise<JobOutput<Name>> {
  // Taken once: timers and the events of a process need not run in the activity's own asynchronous context.
  const activity = Context.current();
  const signal = activity.cancellationSignal;
  const { info } = activity;
  const checkpoint = checkpointIn(info.heartbeatDetails);
  if (checkpoint) log.info(`resumes from epoch ${checkpoint.epoch} of ${checkpoint.epochs}`, { job, ...checkpoint });
  // Kept until the job itself reports, so that an attempt lost before that leaves it to be seen.
  let latest: JobProgress = { step: 'starting', ...(checkpoint ? { checkpoint } : {}) };
  let { strikes = noStrikes, setbacks = noSetbacks } = failuresIn(info.heartbeatDetails);
  const send = (): void => {
    const { deaths, unknown } = strikes;
    activity.heartbeat({
      ...latest,
      ...(deaths + unknown > 0 ? { strikes } : {}),
      ...(setbacks.inRow > 0 ? { setbacks } : {}),
    });
  };
  // The heartbeat says that the worker lives; only progress shows that its job does too.
  const beat = setInterval(send, heartbeatEveryMs);
  const hung = new AbortController();
  const stall = setTimeout(() => {
    if (latest.step === waitingForProcess) {
      stall.refresh();
      return;
    }
    hung.abort(new JobStalledError({ job, minutes: stallMinutes, step: latest.step }));
  }, stallMinutes * 60_000);
  try {
    send();
    return await runner.run(job, input, {
      signal: AbortSignal.any([signal, hung.signal]),
      attempt: attemptOf(info),
      onProgress: (progress) => {
        latest = progress;
        if (progress.note !== undefined) log.warn(progress.note, { job });
        stall.refresh();
        send();
      },
    });
  } catch (error) {
    if (!signal.aborted) {
      const failed: unknown = hung.signal.aborted ? hung.signal.reason : error;
      const now = Date.now();
      strikes = strikesAfter(strikes, failed, latest, now);
      setbacks = setbacksAfter(setbacks, latest);
      // The next attempt counts from what this one sent last.
      send();
      throw toFailure(failed, reasonToStop(strikes, now, deathsOverMs), pauseAfter(setbacks, info));
    }
    if (isWorkerShutdown(signal.reason)) {
      log.info('the worker is being stopped; the step continues in another attempt', {
        job,
        attempt: info.attempt,
      });
      const pauseMs = pauseAfter(noSetbacks, info);
      throw ApplicationFailure.create({
        message: 'the worker was stopped; another attempt continues',
        type: failureTypes.workerShutdown,
        category: ApplicationFailureCategory.BENIGN,
        ...(pauseMs === undefined ? {} : { nextRetryDelay: pauseMs }),
      });
    }
    throw error;
  } finally {
    clearInterval(beat);
    clearTimeout(stall);
  }
}

/** A reset makes a new run of the same workflow, whose attempts are counted from 1 again: its work stays the same. */
function attemptOf(info: Info): JobAttempt {
  const { workflowId = info.activityId, runId = info.activityRunId ?? '' } = info.workflowExecution ?? {};
  return {
    work: `${info.namespace}/${workflowId}`,
    run: `${runId}/${info.activityId}`,
    number: info.attempt,
    scheduledAt: info.currentAttemptScheduledTimestampMs,
  };
}

/**
 * What the attempt before reported last. Only for the log: heartbeats that were held back are lost with their worker, and the job
 * continues from what the store has.
 */
function checkpointIn(details: unknown): JobCheckpoint | undefined {
  return (details as JobProgress | null | undefined)?.checkpoint;
}

/** What the attempts before have failed of, and where. */
function failuresIn(details: unknown): { readonly strikes?: Strikes; readonly setbacks?: Setbacks } {
  return (details as ReturnType<typeof failuresIn> | null | undefined) ?? {};
}

function isWorkerShutdown(reason: unknown): boolean {
  return reason instanceof Error && reason.message === 'WORKER_SHUTDOWN';
}
