/**
 * The short loop while one works: type check, lint and unit tests of what changed.
 *
 *   npm run quick                    what differs from the last commit, and what is not committed yet
 *   npm run quick -- --since main    what differs from another commit
 *   npm run quick -- --file a.ts     as if this file had changed, and no other; may be repeated
 *   npm run quick -- --far           with all unit tests that reach what changed
 *   npm run quick -- --all           every file and every unit test
 *
 * Half of all unit tests reach a file at the bottom. Unless asked for all, the nearest run, and the last line says how many did not.
 *
 * What the compiler and the linter found out before is kept below node_modules/.cache. The linter looks at changed files alone: a
 * change that makes an unchanged file wrong is found by the type check here, or by `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkoutTexts } from './checkout-texts.ts';
import { nearTests } from './near-tests.ts';
import { belowCheckout, cache, checkout, runSteps, type Step } from './run-steps.ts';

/** Files of unit tests that take some ten seconds on two cores. */
const nearFiles = 25;

const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    file: { type: 'string', multiple: true },
    far: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});

if (values.file && (values.since !== undefined || values.all)) throw new Error('--file goes with --far alone');

const changed = values.all ? [] : (values.file?.map(inCheckout) ?? changedFiles(values.since ?? 'HEAD'));
const lintable = changed.filter((file) => /\.(ts|tsx|js|mjs)$/.test(file) && existsSync(join(checkout, file)));
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
let left = '';
if (values.all) steps.push(unitTests([]));
else {
  const { near, further, concernsAll } = nearTests(checkoutTexts(), changed, values.far ? Infinity : nearFiles);
  if (concernsAll) left = ', which concern all unit tests';
  else if (further > 0) left = `, ${counted(further, 'more file')} of unit tests reach what changed: \`-- --far\``;
  if (concernsAll || near.length > 0) steps.push(unitTests(concernsAll ? [] : near));
}

await runSteps(steps, values.all ? 'everything' : `${counted(changed.length, 'changed file')}${left}`);

/** Of some files, or of all. */
function unitTests(files: readonly string[]): Step {
  return { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter', 'dot', ...files] };
}

/** The path of a file below the checkout, with `/`. */
function inCheckout(file: string): string {
  const path = belowCheckout(resolve(file));
  if (path.startsWith('../') || !existsSync(join(checkout, path))) {
    throw new Error(`--file ${file}: no such file in the checkout`);
  }
  return path;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Files that differ from a commit, those that are gone among them, and those git does not track yet. */
function changedFiles(since: string): readonly string[] {
  const git = (...args: readonly string[]): readonly string[] =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).split('\n').filter(Boolean);
  const tracked = git('diff', '--name-only', since);
  return [...new Set([...tracked, ...git('ls-files', '--others', '--exclude-standard')])];
}
