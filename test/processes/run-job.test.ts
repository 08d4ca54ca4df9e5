import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { processIdentity } from '../../src/state/process-identity.ts';
import { ChildProcessError, JobError, JobMemoryError } from '../../src/ports/job-errors.ts';
import type { JobHooks, JobProgress } from '../../src/ports/job-runner.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { KeptProcesses } from '../../src/processes/idle-processes.ts';
import { createChildProcessRunner, type ChildProcessOptions } from '../../src/processes/run-job.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => vi.unstubAllEnvs());

/** A runner for a small project, the environment set as a worker's is; `conditioner` takes the place of the sales' own. */
async function runnerOf(options: { conditioner?: string } & Partial<ChildProcessOptions> = {}) {
  const { conditioner = "numbers('units')", ...runnerOptions } = options;
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const config = join(directory, 'shelfcast.config.ts');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace("conditioner: numbers('units')", `conditioner: ${conditioner}`));
  vi.stubEnv('SHELFCAST_PROJECT', directory);
  vi.stubEnv('SHELFCAST_ARTIFACTS', join(directory, 'artifacts'));
  vi.stubEnv('SHELFCAST_REGISTRY_URL', 'postgres://user:secret@127.0.0.1/registry');
  const { jobsVersion } = await loadProject(directory);
  return { directory, runner: createChildProcessRunner({ jobsVersion, ...runnerOptions }) };
}

function hooks(signal = new AbortController().signal): JobHooks & { readonly heard: JobProgress[] } {
  const heard: JobProgress[] = [];
  return { heard, signal, onProgress: (progress) => heard.push(progress) };
}

const thrownBy = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A conditioner that leaves its process's id in `pid` of the working folder's project and never comes back. */
const endless = (before = ''): string =>
  `() => { ${before} process.getBuiltinModule('fs').writeFileSync(process.env.SHELFCAST_PROJECT + '/pid', process.pid + '\\n'); for (;;); }`;

/** The id the endless conditioner left. */
const processIdIn = (directory: string): Promise<number> =>
  vi.waitFor(
    async () => Number(/^(\d+)\n$/.exec(await readFile(join(directory, 'pid'), 'utf8'))?.[1]),
    // A machine with two busy cores takes its time to start a process.
    { timeout: 90_000, interval: 50 },
  );

describe('a job in its own process', () => {
  test('answers with its result; progress arrives on the way, and the peak of memory at the end', async () => {
    const peaks: [string, number][] = [];
    const { runner } = await runnerOf({ onEnded: (job, peakRssMb) => peaks.push([job, peakRssMb]) });
    const watched = hooks();
    const ingested = await runner.run('ingest-source', { source: 'sales' }, watched);
    expect(ingested).toMatchObject({ source: 'sales', files: 1, newFiles: 1, rows: 960, quarantined: 0, reasons: {} });
    expect(watched.heard).toEqual([{ step: 'sales/history.csv (1 of 1)' }]);
    expect(peaks).toEqual([['ingest-source', expect.any(Number)]]);
    expect(peaks[0]?.[1]).toBeGreaterThan(10);
  });

  test("fails with the domain error's name, message and facts", async () => {
    const { runner } = await runnerOf();
    const error = await thrownBy(runner.run('ingest-source', { source: 'weather' }, hooks()));
    expect(error).toBeInstanceOf(JobError);
    expect(error).toMatchObject({
      errorName: 'UnknownSourceError',
      message: 'there is no source weather; there are sales, plans, stores, items',
      facts: { source: 'weather', known: ['sales', 'plans', 'stores', 'items'] },
    });
  });

  test('does not run on code that the worker has not', async () => {
    const { runner } = await runnerOf({ jobsVersion: 'of yesterday' });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toMatchObject({
      errorName: 'ProjectChangedError',
      message: expect.stringContaining('restart the worker') as string,
      facts: {},
    });
  });

  test("does not see the registry's password", async () => {
    const { runner } = await runnerOf({
      conditioner: '() => { throw new Error(String(process.env.SHELFCAST_REGISTRY_URL)); }',
    });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect((error as Error).message).toMatch(/conditioner failed on file sales\/history\.csv: undefined$/);
  });
});

describe('more jobs than there may be processes', () => {
  test('wait for one, say so, and can be cancelled while they wait', async () => {
    const { directory, runner } = await runnerOf({ conditioner: endless(), maxProcesses: 1 });
    const controller = new AbortController();
    const first = thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks(controller.signal)));
    const processId = await processIdIn(directory);
    const [second, third] = [new AbortController(), hooks()];
    const waiting = hooks(second.signal);
    const cancelled = thrownBy(runner.run('ingest-source', { source: 'plans' }, waiting));
    const patient = runner.run('ingest-source', { source: 'plans' }, third);
    await vi.waitFor(() => expect(third.heard).toEqual([{ step: 'waiting for a free process' }]));
    expect(waiting.heard).toEqual([{ step: 'waiting for a free process' }]);
    second.abort('not needed any more');
    expect(await cancelled).toBe('not needed any more');
    expect(processIdentity(processId)).toBeDefined();
    controller.abort('stop');
    expect(await first).toBe('stop');
    expect(await patient).toMatchObject({ source: 'plans' });
    expect(third.heard.length).toBeGreaterThan(1);
  });

  test('a job whose process cannot be started leaves its place to the next', async () => {
    const { runner } = await runnerOf({ maxProcesses: 1 });
    const { TMPDIR } = process.env;
    vi.stubEnv('TMPDIR', '/nowhere/at/all');
    const first = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    vi.stubEnv('TMPDIR', TMPDIR);
    expect(first).toMatchObject({ code: 'ENOENT' });
    const soon = AbortSignal.timeout(20_000);
    const run = runner.run('ingest-source', { source: 'weather' }, hooks(soon));
    expect(await thrownBy(run)).toMatchObject({ errorName: 'UnknownSourceError' });
  });
});

describe('a cancelled job', () => {
  test('fails with the reason of its cancellation, and leaves no process', async () => {
    const { directory, runner } = await runnerOf({ conditioner: endless() });
    const controller = new AbortController();
    const run = thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks(controller.signal)));
    const processId = await processIdIn(directory);
    const reason = new Error('the cycle was cancelled');
    controller.abort(reason);
    expect(await run).toBe(reason);
    expect(processIdentity(processId)).toBeUndefined();
  });

  test('is killed where it does not hear', async () => {
    const { directory, runner } = await runnerOf({
      conditioner: endless("process.on('SIGTERM', () => undefined);"),
      killAfterMs: 100,
    });
    const controller = new AbortController();
    const run = thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks(controller.signal)));
    const processId = await processIdIn(directory);
    controller.abort('stop');
    expect(await run).toBe('stop');
    expect(processIdentity(processId)).toBeUndefined();
  });

  test('does not run at all where it was cancelled before', async () => {
    const { runner } = await runnerOf();
    expect(await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks(AbortSignal.abort('stop'))))).toBe(
      'stop',
    );
  });
});

describe('a process that ends before it answers', () => {
  test('because it was killed: the signal is named', async () => {
    const { directory, runner } = await runnerOf({ conditioner: endless() });
    const run = thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    process.kill(await processIdIn(directory), 'SIGKILL');
    const error = await run;
    expect(error).toBeInstanceOf(ChildProcessError);
    expect(error).toMatchObject({ job: 'ingest-source', exitCode: null, signalName: 'SIGKILL' });
  });

  test('because its heap is full: V8 says so, and the setting is named', async () => {
    const { runner } = await runnerOf({
      conditioner: '() => { const kept = []; for (;;) kept.push(Array(1e5).fill(Math.random())); }',
      maxHeapMb: 150,
    });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toBeInstanceOf(ChildProcessError);
    expect(error).toMatchObject({ signalName: 'SIGABRT', exitCode: null, heapFull: true });
    expect((error as Error).message).toMatch(
      /: its JavaScript heap was full; raise SHELFCAST_JOB_HEAP_MB; its last words: .*JavaScript heap out of memory$/,
    );
  });

  test('because native code gave up: the signal is named', async () => {
    const { runner } = await runnerOf({ conditioner: '() => process.abort()' });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toMatchObject({ signalName: 'SIGABRT', exitCode: null, heapFull: false });
    expect((error as Error).message).toContain('was ended by SIGABRT before it answered: native code crashed');
  });

  // Other systems tell a process about itself alone.
  test.runIf(existsSync('/proc/self/status'))('because it holds more memory than it may', async () => {
    const { runner } = await runnerOf({
      conditioner:
        '() => { const kept = Array.from({ length: 32 }, () => Buffer.alloc(2 ** 24, 1)); for (;;) kept.at(0); }',
      maxMemoryMb: 450,
    });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toBeInstanceOf(JobMemoryError);
    const { job, limitMb, rssMb } = error as JobMemoryError;
    expect({ job, limitMb }).toEqual({ job: 'ingest-source', limitMb: 450 });
    expect(rssMb).toBeGreaterThan(450);
  });

  test('without telling its secrets', async () => {
    const { runner } = await runnerOf({
      conditioner:
        "() => { process.getBuiltinModule('fs').writeSync(2, JSON.stringify([process.env.BUCKET_SECRET, process.env.TEMPORAL_API_KEY ?? 'none'])); process.exit(1); }",
      env: { BUCKET_SECRET: 'not-for-everybody' },
    });
    vi.stubEnv('TEMPORAL_API_KEY', 'key-to-the-server');
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toMatchObject({ exitCode: 1, lastWords: '["<BUCKET_SECRET>","none"]' });
  });

  test('because it exits: the code and its last words are kept', async () => {
    const { runner } = await runnerOf({
      conditioner: "() => { process.getBuiltinModule('fs').writeSync(2, 'out of luck\\n'); process.exit(7); }",
    });
    const error = await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
    expect(error).toMatchObject({ exitCode: 7, signalName: null, lastWords: 'out of luck' });
    expect((error as Error).message).toBe(
      'the process of ingest-source exited with code 7 before it answered; its last words: out of luck',
    );
  });
});

describe('processes that are kept', () => {
  /** Leaves the id of its process in `pids`, a line each time, and refuses a file that has `broken` in its name. */
  const conditioner = `(table, context) => {
    const fs = process.getBuiltinModule('fs');
    fs.appendFileSync(process.env.SHELFCAST_PROJECT + '/pids', process.pid + '\\n');
    fs.writeFileSync(process.env.SHELFCAST_PROJECT + '/scratch', process.env.SHELFCAST_SCRATCH);
    if (context.file.includes('broken')) throw new Error('broken');
    return numbers('units')(table);
  }`;

  async function keeping(keep: KeptProcesses) {
    const { directory, runner } = await runnerOf({ conditioner, keep });
    let delivered = 0;
    /** Delivers a file and has it conditioned; the process that did it. */
    const run = async (name = 'week'): Promise<number> => {
      const path = join(directory, 'landing/sales', `${name}-${(delivered += 1)}.csv`);
      await writeFile(path, `store,item,week,units\nn1,apples,2025-01-06,${delivered}\n`);
      await thrownBy(runner.run('ingest-source', { source: 'sales' }, hooks()));
      return Number((await readFile(join(directory, 'pids'), 'utf8')).trim().split('\n').at(-1));
    };
    return { directory, run, runner };
  }
  const gone = (id: number): Promise<void> =>
    vi.waitFor(() => expect(processIdentity(id)).toBeUndefined(), { timeout: 90_000, interval: 50 });

  test('take the next job, and end when they are asked to', async () => {
    const { run, runner } = await keeping({});
    const first = await run();
    expect(await run()).toBe(first);
    runner.close();
    await gone(first);
    expect(await run()).not.toBe(first);
    runner.close();
  });

  test('leave no scratch folder, also where one is killed before it hears that it is to end', async () => {
    const { directory, run, runner } = await keeping({});
    const id = await run();
    const scratch = await readFile(join(directory, 'scratch'), 'utf8');
    expect(existsSync(scratch)).toBe(true);
    process.kill(id, 'SIGSTOP');
    runner.close();
    process.kill(id, 'SIGKILL');
    await vi.waitFor(() => expect(existsSync(scratch)).toBe(false), { timeout: 90_000, interval: 50 });
  });

  test('end where their job failed, held much, or no other comes', async () => {
    const failing = await keeping({});
    const id = await failing.run('broken');
    await gone(id);
    const large = await keeping({ largestMb: 1 });
    await gone(await large.run());
    const idle = await keeping({ idleMs: 100 });
    await gone(await idle.run());
  });
});
