/**
 * The short loop while one works: type check, lint and unit tests of what changed.
 *
 *   npm run quick                    what differs from the last commit, and what is not committed yet
 *   npm run quick -- --since main    what differs from another commit
 *   npm run quick -- --all           every file and every unit test
 *
 * What the compiler and the linter found out before is kept below node_modules/.cache. The linter looks at changed files alone: a
 * change that makes an unchanged file wrong is found by the type check here, or by `npm test`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const cache = 'node_modules/.cache/shelfcast';
const { values } = parseArgs({
  options: { since: { type: 'string', default: 'HEAD' }, all: { type: 'boolean', default: false } },
});

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

interface Ended {
  readonly step: Step;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

const changed = values.all ? [] : changedFiles(values.since);
const lintable = changed.filter((file) => /\.(ts|tsx|js|mjs)$/.test(file));
const steps: Step[] = [
  { name: 'types', command: ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', `${cache}/quick.tsbuildinfo`] },
];
if (values.all || lintable.length > 0) {
  const files = values.all ? ['.'] : lintable;
  steps.push({
    name: 'lint',
    command: ['eslint', '--cache', '--cache-location', `${cache}/eslint`, '--no-warn-ignored', ...files],
  });
}
if (values.all || changed.length > 0) {
  const which = values.all ? [] : ['--changed', values.since, '--passWithNoTests'];
  steps.push({ name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter', 'dot', ...which] });
}

const started = performance.now();
const ended = availableParallelism() > 1 ? await Promise.all(steps.map(run)) : await oneByOne(steps);
const failed = ended.filter(({ passed }) => !passed);
for (const { step, output } of failed) process.stdout.write(`\n${step.name}\n${output}\n`);
const line = ended.map(({ step, passed, seconds }) => `${step.name} ${passed ? '✓' : '✗'} ${seconds.toFixed(1)} s`);
process.stdout.write(
  `${line.join(' · ')} · ${values.all ? 'everything' : `${changed.length} changed files`}, ` +
    `${((performance.now() - started) / 1000).toFixed(1)} s in all\n`,
);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Files that differ from a commit, and those git does not track yet; without those that are gone. */
function changedFiles(since: string): readonly string[] {
  const git = (...args: readonly string[]): readonly string[] =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).split('\n').filter(Boolean);
  const tracked = git('diff', '--name-only', '--diff-filter=d', since);
  return [...new Set([...tracked, ...git('ls-files', '--others', '--exclude-standard')])];
}

async function oneByOne(all: readonly Step[]): Promise<Ended[]> {
  const results: Ended[] = [];
  for (const step of all) results.push(await run(step));
  return results;
}

async function run(step: Step): Promise<Ended> {
  const [program, ...args] = step.command;
  const from = performance.now();
  const child = spawn(program, args, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { step, passed: code === 0, output: output + errors, seconds: (performance.now() - from) / 1000 };
}
