/**
 * Finds tests that fail now and then: runs the whole suite several times while other work keeps a core busy.
 *
 *   npm run flaky [-- --rounds 3 --burners 1 --project unit --fresh]
 *
 * It goes through the files in small groups and keeps what each group gave, so an interrupted run continues where it was, as long
 * as the checkout is the same. The last line says how many files failed in how many rounds; exit code 1 where one did.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { checkoutState } from './checkout-state.ts';
import { readResults, type FileResult } from './vitest-results.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const kept = join(checkout, 'node_modules/.cache/shelfcast/flaky.json');
const output = join(checkout, 'node_modules/.cache/shelfcast/flaky-group.json');
/** Files of a group: small enough that little is done again after an interruption. */
const groupSizes = { unit: 40, system: 4, stack: 1 } as const;
type Project = keyof typeof groupSizes;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    burners: { type: 'string', default: '1' },
    project: { type: 'string', multiple: true, default: Object.keys(groupSizes) },
    fresh: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

interface Kept {
  /** Commit and uncommitted changes that the results are of. */
  readonly state: string;
  /** Per round: results by file. */
  readonly rounds: Record<string, FileResult>[];
}

const state = checkoutState(checkout);
const done: Kept = (values.fresh ? undefined : readKept(state)) ?? { state, rounds: [] };
const burners = Array.from({ length: Number(values.burners) }, burn);
const end = (): void => burners.forEach((burner) => burner.kill('SIGKILL'));
process.once('exit', end);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const files = new Map<string, Project>();
for (const project of values.project as Project[]) {
  for (const file of await filesOf(project)) files.set(file, project);
}
for (let round = 0; round < rounds; round += 1) {
  const results = (done.rounds[round] ??= {});
  for (const [project, size] of Object.entries(groupSizes) as [Project, number][]) {
    const left = [...files].filter(([file, of]) => of === project && !(file in results)).map(([file]) => file);
    for (let at = 0; at < left.length; at += size) {
      const group = left.slice(at, at + size);
      process.stderr.write(`round ${round + 1} of ${rounds}: ${project}, ${left.length - at} files left\n`);
      Object.assign(results, await runGroup(project, group));
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, JSON.stringify(done));
    }
  }
}
end();

const failures = done.rounds.slice(0, rounds).flatMap((results, round) =>
  Object.entries(results)
    .filter(([file, { passed }]) => files.has(file) && !passed)
    .map(([file, { messages }]) => ({ file, round: round + 1, messages })),
);
for (const { file, round, messages } of failures) {
  process.stdout.write(`round ${round}  ${file}\n${messages.map((line) => `    ${line}\n`).join('')}`);
}
const failed = new Set(failures.map(({ file }) => file));
process.stdout.write(`${rounds} rounds of ${files.size} files: ${failed.size} files failed at least once\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

function readKept(of: string): Kept | undefined {
  try {
    const found = JSON.parse(readFileSync(kept, 'utf8')) as Kept;
    return found.state === of ? found : undefined;
  } catch {
    return undefined;
  }
}

/** A process that only computes. */
function burn(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
}

async function filesOf(project: Project): Promise<readonly string[]> {
  const { stdout } = await vitest('list', '--filesOnly', '--json', '--project', project);
  const listed = JSON.parse(stdout.slice(stdout.indexOf('['))) as { file: string }[];
  return listed.map(({ file }) => relative(checkout, file));
}

async function runGroup(project: Project, group: readonly string[]): Promise<Record<string, FileResult>> {
  rmSync(output, { force: true });
  const { stdout, stderr } = await vitest(
    ...['run', '--project', project, '--reporter', 'json', '--outputFile', output],
    ...group,
  );
  const results = readResults(output, checkout);
  // A file that no result names took its process down with it.
  const lost = { passed: false, messages: ['gave no result', ...(stdout + stderr).slice(-2000).split('\n')] };
  return Object.fromEntries(group.map((file) => [file, results.get(file) ?? lost]));
}

async function vitest(...args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const child = spawn('vitest', args, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr };
}
