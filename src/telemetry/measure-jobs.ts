import { ChildProcessError, JobMemoryError, JobStalledError } from '../ports/job-errors.ts';
import { waitingForProcess, type JobInput, type JobName, type JobRunner } from '../ports/job-runner.ts';
import type { Meter } from './meter.ts';

/** A runner whose jobs are counted, by how they end and what they cost. */
export function measureJobs(runner: JobRunner, meter: Meter): JobRunner {
  const states = { running: 0, waiting: 0 };
  const move = (state: keyof typeof states, by: 1 | -1): void => {
    states[state] += by;
    meter.set('shelfcast_job_processes', { state }, states[state]);
  };
  const peaks = new Map<JobName, number>();

  return {
    async run(job, input, hooks) {
      const own: { state: keyof typeof states; since: number } = { state: 'running', since: performance.now() };
      move(own.state, 1);
      const enter = (next: keyof typeof states): void => {
        if (next === own.state) return;
        move(own.state, -1);
        move(next, 1);
        own.state = next;
        own.since = performance.now();
      };
      try {
        const output = await runner.run(job, input, {
          ...hooks,
          onProgress: (progress) => {
            enter(progress.step === waitingForProcess ? 'waiting' : 'running');
            hooks.onProgress(progress);
          },
          onUsage: (usage) => {
            const peak = Math.max(peaks.get(job) ?? 0, usage.peakRssMb);
            peaks.set(job, peak);
            meter.set('shelfcast_job_peak_memory_bytes', { job_name: job }, peak * 1024 * 1024);
            const labels = { job_name: job, ...placeOf(input, hooks.attempt?.work) };
            meter.add('shelfcast_job_processor_seconds_total', labels, usage.processorSeconds);
            hooks.onUsage?.(usage);
          },
        });
        meter.add('shelfcast_jobs_total', { job_name: job, outcome: 'succeeded' });
        return output;
      } catch (error) {
        const failure: unknown = hooks.signal.aborted ? hooks.signal.reason : error;
        const kind = deathKind(failure);
        if (kind !== undefined) meter.add('shelfcast_job_deaths_total', { job_name: job, kind });
        const outcome = kind === undefined ? (hooks.signal.aborted ? 'cancelled' : 'failed') : 'died';
        meter.add('shelfcast_jobs_total', { job_name: job, outcome });
        throw error;
      } finally {
        if (own.state === 'running') {
          meter.observe('shelfcast_job_duration_seconds', { job_name: job }, (performance.now() - own.since) / 1000);
        }
        move(own.state, -1);
      }
    },
  };
}

/** How the process of a job died; `undefined` where it did not. */
function deathKind(error: unknown): string | undefined {
  if (error instanceof JobMemoryError) return 'memory-limit';
  if (error instanceof JobStalledError) return 'stalled';
  if (!(error instanceof ChildProcessError)) return undefined;
  if (error.heapFull) return 'heap';
  return error.signalName === null ? 'exit' : 'signal';
}

interface PlaceLabels {
  readonly environment: string;
  readonly region: string;
  readonly format: string;
  readonly velocity: string;
}

/** Where a job's work belongs, as far as its input names it. @param work the work of an attempt: its namespace comes first */
function placeOf(input: JobInput<JobName>, work: string | undefined): PlaceLabels {
  const named = input as {
    readonly environment?: string;
    readonly region?: string;
    readonly assessment?: { readonly data: { readonly segment: Partial<PlaceLabels> } };
    readonly model?: { readonly segment: Partial<PlaceLabels> };
  };
  const segment = named.assessment?.data.segment ?? named.model?.segment;
  return {
    environment: named.environment ?? work?.split('/')[0] ?? '',
    // Some jobs have all regions as their input.
    region: segment?.region ?? (typeof named.region === 'string' ? named.region : ''),
    format: segment?.format ?? '',
    velocity: segment?.velocity ?? '',
  };
}
