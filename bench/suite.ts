/**
 * Times the test suite of this checkout, file by file, and compares it with an earlier commit on the same machine:
 *
 *   npm run bench:suite [-- --json] [--again]
 *
 * `npm run quick` is timed on a warm tree, as if one file had changed, `npm test` with the set-up done. The earlier commit is measured in a worktree once per
 * processor model and number of cores; `--again` measures it once more, which is the fair comparison on a shared machine. Run it
 * with nothing else running; processor time, on Linux, says most where that cannot be. Exit code 1 where a test fails or a target is missed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { cpuSeconds } from './support/process-tree.ts';
import { measureEarlier } from './support/earlier-commit.ts';
import type { FileTiming, SuiteTimings } from './suite/timings-reporter.ts';

/** `npm test` may take this share of what it took at `beforeCommit`. */
const targetShare = 0.45;
const targetQuickSeconds = 30;
const beforeCommit = '1fe9878';
/** What `npm run quick` is timed with: a file at the bottom, which many tests reach. */
const changedFile = 'src/forecasting/metrics.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const reporter = fileURLToPath(new URL('suite/timings-reporter.ts', import.meta.url));
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, again: { type: 'boolean', default: false } },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What `npm test` takes, and what of it each file. */
interface SuiteFigures {
  readonly seconds: number;
  readonly checkSeconds: number;
  /** Seconds of processor of all this; figures kept by an earlier version of the bench have none. */
  readonly processorSeconds?: number | undefined;
  readonly checkProcessorSeconds?: number | undefined;
  readonly files: readonly FileTiming[];
  readonly tests: SuiteTimings['tests'];
}

/** What a command took. */
interface Taken {
  readonly seconds: number;
  readonly processorSeconds: number | undefined;
}

const before = await measureEarlier({
  name: 'suite',
  commit: beforeCommit,
  again: values.again,
  say,
  measure: timeSuite,
});
const quick = await timeQuick();
const now = await timeSuite(checkout);

for (const { file, seconds, importSeconds, tests } of now.files.slice(0, 30)) {
  say(
    `${seconds.toFixed(1).padStart(7)} s  ${importSeconds.toFixed(1).padStart(6)} s imports  ${tests} tests  ${file}`,
  );
}
const share = now.seconds / before.seconds;
say(`npm run quick  ${quick.toFixed(1)} s; at most ${targetQuickSeconds} s are wanted`);
say(
  `npm test       ${now.seconds.toFixed(0)} s, of which ${now.checkSeconds.toFixed(0)} s checks; ${before.seconds.toFixed(0)} s at ${beforeCommit}: ` +
    `${share.toFixed(2)}×, at most ${targetShare}× are wanted`,
);
say(
  `of processor   ${plain(now.processorSeconds)} s, of which ${plain(now.checkProcessorSeconds)} s checks; ${plain(before.processorSeconds)} s at ${beforeCommit}`,
);
if (values.json) {
  const report = {
    quickSeconds: quick,
    testSeconds: now.seconds,
    beforeSeconds: before.seconds,
    share,
    checkSeconds: now.checkSeconds,
    processorSeconds: now.processorSeconds,
    checkProcessorSeconds: now.checkProcessorSeconds,
    files: now.files,
    tests: now.tests,
    before: { tests: before.tests, files: before.files },
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
process.exitCode = share <= targetShare && quick <= targetQuickSeconds && now.tests.failed === 0 ? 0 : 1;

/** The parts of `npm test`, one after the other as it runs them. */
async function timeSuite(directory: string): Promise<SuiteFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-suite-'));
  const timings = join(folder, 'timings.json');
  // The earlier commit's own suite dies without it on processors for which TensorFlow switches oneDNN on.
  const environment = { TF_ENABLE_ONEDNN_OPTS: '0', SHELFCAST_SUITE_TIMINGS: timings };
  try {
    say(`${directory}: checks`);
    const checks = await run(directory, environment, 'npm', 'run', 'check');
    say(`${directory}: tests`);
    const reporters = ['--reporter=dot', `--reporter=${reporter}`];
    const all = await run(directory, environment, 'npm', 'run', 'test:run', '--', ...reporters);
    const { files, tests } = JSON.parse(await readFile(timings, 'utf8')) as SuiteTimings;
    return {
      seconds: checks.seconds + all.seconds,
      checkSeconds: checks.seconds,
      processorSeconds: sum(checks.processorSeconds, all.processorSeconds),
      checkProcessorSeconds: checks.processorSeconds,
      ...{ files, tests },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A second run, right after the first. */
async function timeQuick(): Promise<number> {
  const quick = ['run', 'quick', '--', '--file', changedFile];
  say(`npm ${quick.join(' ')}`);
  await run(checkout, {}, 'npm', ...quick);
  return (await run(checkout, {}, 'npm', ...quick)).seconds;
}

function plain(seconds: number | undefined): string {
  return seconds?.toFixed(0) ?? 'unknown';
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** Runs a command to its end, whatever its exit code. */
async function run(
  directory: string,
  environment: Readonly<Record<string, string>>,
  command: string,
  ...args: readonly string[]
): Promise<Taken> {
  const started = performance.now();
  const processor = process.platform === 'linux' ? cpuSeconds() : undefined;
  const child = spawn(command, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, NO_COLOR: '1' },
  });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (exitCode !== 0) say(`${command} ${args.join(' ')} ended with ${exitCode}\n${(output + errors).slice(-6000)}`);
  return {
    seconds: (performance.now() - started) / 1000,
    processorSeconds: processor === undefined ? undefined : cpuSeconds() - processor,
  };
}
