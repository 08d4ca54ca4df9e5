import { describe, expect, test } from 'vitest';
import { ChildProcessError, JobError, JobMemoryError, JobStalledError } from '../../src/ports/job-errors.ts';
import { waitingForProcess, type JobHooks, type JobRunner } from '../../src/ports/job-runner.ts';
import { createMeter, type Meter } from '../../src/telemetry/meter.ts';
import { measureJobs } from '../../src/telemetry/measure-jobs.ts';

/** A runner whose jobs do what a test says. */
const runnerOf = (act: (hooks: JobHooks) => Promise<unknown>): JobRunner => ({
  run: (_job, _input, hooks) => act(hooks) as never,
});
const ingest = { source: 'sales' };
const hooks = (signal = new AbortController().signal): JobHooks => ({ signal, onProgress: () => undefined });

async function samples(meter: Meter, name: string): Promise<readonly string[]> {
  return (await meter.text()).split('\n').filter((line) => line.startsWith(`${name}{`));
}

describe('jobs are counted', () => {
  test('with the processor time they took, by the place their input names', async () => {
    const meter = createMeter(['worker']);
    const runner = measureJobs(
      runnerOf((given) => {
        given.onUsage?.({ processorSeconds: 2.5, peakRssMb: 100 });
        return Promise.resolve('done');
      }),
      meter,
    );
    const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
    await runner.run('train-member', { environment: 'prod', assessment: { data: { segment } } } as never, hooks());
    await runner.run('ingest-source', ingest, {
      ...hooks(),
      attempt: { work: 'dev/cycle/dev/north/2026-11-09/1', run: 'r/1', number: 1, scheduledAt: 0 },
    });
    expect(await samples(meter, 'shelfcast_job_processor_seconds_total')).toEqual([
      'shelfcast_job_processor_seconds_total{job_name="train-member",environment="prod",region="north",format="large",velocity="fast"} 2.5',
      'shelfcast_job_processor_seconds_total{job_name="ingest-source",environment="dev",region="",format="",velocity=""} 2.5',
    ]);
    expect(await samples(meter, 'shelfcast_jobs_total')).toEqual([
      'shelfcast_jobs_total{job_name="train-member",outcome="succeeded"} 1',
      'shelfcast_jobs_total{job_name="ingest-source",outcome="succeeded"} 1',
    ]);
  });

  const died = { job: 'ingest-source', exitCode: null, signalName: 'SIGKILL', lastWords: '' };
  const ends: readonly (readonly [string, Error, string | undefined])[] = [
    ['an error of its own', new JobError({ errorName: 'FileEmptyError', message: 'empty', facts: {} }), undefined],
    ['a signal', new ChildProcessError(died), 'signal'],
    ['an exit', new ChildProcessError({ ...died, signalName: null, exitCode: 1 }), 'exit'],
    ['a full heap', new ChildProcessError({ ...died, lastWords: 'JavaScript heap out of memory' }), 'heap'],
    ['its limit', new JobMemoryError({ job: 'ingest-source', limitMb: 1, rssMb: 2 }), 'memory-limit'],
  ];
  test.each(ends)('that end by %s', async (_how, error, kind) => {
    const meter = createMeter(['worker']);
    const runner = measureJobs(
      runnerOf(() => Promise.reject(error)),
      meter,
    );
    await expect(runner.run('ingest-source', ingest, hooks())).rejects.toBe(error);
    const outcome = kind === undefined ? 'failed' : 'died';
    expect(await samples(meter, 'shelfcast_jobs_total')).toEqual([
      `shelfcast_jobs_total{job_name="ingest-source",outcome="${outcome}"} 1`,
    ]);
    expect(await samples(meter, 'shelfcast_job_deaths_total')).toEqual(
      kind === undefined ? [] : [`shelfcast_job_deaths_total{job_name="ingest-source",kind="${kind}"} 1`],
    );
  });

  test('that are ended from outside: cancelled, or because they hang', async () => {
    const meter = createMeter(['worker']);
    const runner = measureJobs(
      runnerOf(({ signal }) => Promise.reject(signal.reason as Error)),
      meter,
    );
    const cancelled = new AbortController();
    cancelled.abort(new Error('CANCELLED'));
    await expect(runner.run('ingest-source', ingest, hooks(cancelled.signal))).rejects.toThrow();
    const hung = new AbortController();
    hung.abort(new JobStalledError({ job: 'ingest-source', minutes: 30, step: 'reading' }));
    await expect(runner.run('ingest-source', ingest, hooks(hung.signal))).rejects.toThrow();
    expect(await samples(meter, 'shelfcast_jobs_total')).toEqual([
      'shelfcast_jobs_total{job_name="ingest-source",outcome="cancelled"} 1',
      'shelfcast_jobs_total{job_name="ingest-source",outcome="died"} 1',
    ]);
    expect(await samples(meter, 'shelfcast_job_deaths_total')).toEqual([
      'shelfcast_job_deaths_total{job_name="ingest-source",kind="stalled"} 1',
    ]);
  });

  test('as waiting until they have a process', async () => {
    const meter = createMeter(['worker']);
    const seen: (readonly string[])[] = [];
    const runner = measureJobs(
      runnerOf(async ({ onProgress }) => {
        onProgress({ step: waitingForProcess });
        seen.push(await samples(meter, 'shelfcast_job_processes'));
        onProgress({ step: 'starting' });
        seen.push(await samples(meter, 'shelfcast_job_processes'));
      }),
      meter,
    );
    await runner.run('ingest-source', ingest, hooks());
    const states = (running: number, waiting: number) => [
      `shelfcast_job_processes{state="running"} ${running}`,
      `shelfcast_job_processes{state="waiting"} ${waiting}`,
    ];
    expect([...seen, await samples(meter, 'shelfcast_job_processes')]).toEqual([
      states(0, 1),
      states(1, 0),
      states(0, 0),
    ]);
  });
});
