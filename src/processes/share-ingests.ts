import { waitingForProcess, type JobHooks, type JobOutput, type JobRunner } from '../ports/job-runner.ts';

/** By how much the clocks of this machine and of the server that schedules may differ. */
const clockToleranceMs = 10_000;

/** What an ingest found is not used for longer: what it wrote may be collected as garbage some day. */
const usedForMs = 10 * 60_000;

interface Look {
  readonly beganAt: number;
  readonly found: Promise<JobOutput<'ingest-source'>>;
}

/**
 * A runner in which the cycles of many regions share one look at a source: an ingest that was scheduled before a look at its source began
 * takes what that look finds, since it would find the same or older. Cycles that begin together, and wait for their turn, then read
 * the listing of a source once and not once each.
 *
 * @param now milliseconds since 1970
 */
export function withSharedIngests(runner: JobRunner, now: () => number = Date.now): JobRunner {
  const looks = new Map<string, Look>();

  /** A look that began late enough for an attempt. */
  function lookFor(source: string, { attempt }: JobHooks): Look | undefined {
    const look = looks.get(source);
    if (!look || !attempt || look.beganAt < attempt.scheduledAt + clockToleranceMs) return undefined;
    return now() - look.beganAt > usedForMs ? undefined : look;
  }

  function begin(source: string, hooks: JobHooks): Look['found'] {
    const look: Look = { beganAt: now(), found: runner.run('ingest-source', { source }, hooks) };
    looks.set(source, look);
    look.found.catch(() => {
      if (looks.get(source) === look) looks.delete(source);
    });
    return look.found;
  }

  return {
    async run(job, input, hooks) {
      if (job !== 'ingest-source') return runner.run(job, input, hooks);
      const { source } = input as { source: string };
      for (;;) {
        const look = lookFor(source, hooks);
        if (!look) return begin(source, hooks);
        hooks.onProgress({ step: waitingForProcess });
        // The reasons of one that failed may be its own.
        const found = await orAborted(
          look.found.catch(() => undefined),
          hooks.signal,
        );
        // Its files are new to one of those that share it.
        if (found) return { ...found, newFiles: 0 } as JobOutput<typeof job>;
      }
    },
  };
}

/** Waits for something, or throws the signal's reason. */
async function orAborted<Result>(waited: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([waited, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
