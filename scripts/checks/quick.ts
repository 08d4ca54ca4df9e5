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
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { cache, checkout, runSteps, type Step } from './run-steps.ts';

const { values } = parseArgs({
  options: { since: { type: 'string', default: 'HEAD' }, all: { type: 'boolean', default: false } },
});

const changed = values.all ? [] : changedFiles(values.since);
const lintable = changed.filter((file) => /\.(ts|tsx|js|mjs)$/.test(file));
const steps: Step[] = [
  { name: 'types', command: ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', `${cache}/quick.tsbuildinfo`] },
];
if (values.all || changed.some((file) => /^src\/(dashboard|api|app)\//.test(file))) {
  steps.push({
    name: 'types of the dashboard',
    command: [
      ...(['tsc', '--noEmit', '-p', 'src/dashboard'] as const),
      ...(['--incremental', '--tsBuildInfoFile', `${cache}/quick-dashboard.tsbuildinfo`] as const),
    ],
  });
}
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

await runSteps(steps, values.all ? 'everything' : `${changed.length} changed files`);

/** Files that differ from a commit, and those git does not track yet; without those that are gone. */
function changedFiles(since: string): readonly string[] {
  const git = (...args: readonly string[]): readonly string[] =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).split('\n').filter(Boolean);
  const tracked = git('diff', '--name-only', '--diff-filter=d', since);
  return [...new Set([...tracked, ...git('ls-files', '--others', '--exclude-standard')])];
}
