/**
 * Upgrades over a release with a cycle in flight:
 *
 *   npm run drill:upgrade [-- --from d9bebd2 --json]
 *
 * The stack of the earlier commit runs a whole cycle of one region, and is stopped in the middle of a training of the other. This checkout's stack is then
 * started on the same state: the registry is migrated with what is in it, the cycle ends on the build that it began on, and both regions run another
 * cycle on the new one. Needs the history of the repository, and the set-up of `npm start`. The last line is JSON with `--json`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createSmallProject } from '../../../test/support/small-project.ts';
import { reportOf, ShelfcastProcess } from '../../../test/support/shelfcast-process.ts';
import { say } from '../say.ts';

const { values } = parseArgs({
  options: {
    // Version 0.2.0.
    from: { type: 'string', default: 'd9bebd2' },
    json: { type: 'boolean', default: false },
  },
});
const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const git = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'shelfcast-upgrade-'));
const release = join(folder, 'release');

await git('git', ['worktree', 'add', '--detach', release, values.from], { cwd: checkout });
let stack: ShelfcastProcess | undefined;
try {
  await symlink(join(checkout, 'node_modules'), join(release, 'node_modules'));
  const project = await createSmallProject({ directory: join(folder, 'project') });
  const onProject = ['-p', project.directory];
  // Long enough in training to be stopped there.
  const config = join(project.directory, 'shelfcast.config.ts');
  await writeFile(config, (await readFile(config, 'utf8')).replace(/epochs: \d+/, 'epochs: 40'));

  say(`${values.from}: a cycle of south, and the beginning of one of north`);
  const whole = await new ShelfcastProcess(['dev', '--once', ...onProject, '--region', 'south', '--json'], {}, release)
    .ended;
  const before = reportOf(whole).cycles;
  stack = new ShelfcastProcess(['dev', ...onProject, '--region', 'north'], {}, release);
  await stack.says(/north\/large\/fast: training/);
  stack.child.kill('SIGINT');
  await stack.ended;

  say('this checkout, on the same state');
  stack = new ShelfcastProcess(['dev', ...onProject, '--region', 'north']);
  await stack.says(/continue with the code they started on/);
  await stack.says(/The stack keeps running/);
  const [, build = ''] = /build (\S+) continue with the code they started on/.exec(stack.output) ?? [];
  await stack.says(new RegExp(`nothing runs on build ${build} any more; its worker has ended`));
  await command('audit', 'verify', ...onProject);
  await command('artifacts', 'verify', ...onProject);
  const next = [];
  for (const region of ['north', 'south']) {
    const asked = await new ShelfcastProcess(['request', ...onProject, '--region', region, '--wait', '--json']).ended;
    next.push(...reportOf(asked).cycles);
  }
  const { cycles } = JSON.parse(await command('cycles', ...onProject, '--json')) as {
    readonly cycles: readonly { readonly cycleId: string; readonly state: string }[];
  };
  const passed = cycles.every(({ state }) => state === 'succeeded') && before.length === 1 && next.length === 2;
  const report = {
    ...{ from: values.from, build, passed },
    cycles: Object.fromEntries(cycles.map(({ cycleId, state }) => [cycleId, state])),
  };
  for (const [cycleId, state] of Object.entries(report.cycles)) say(`${cycleId} ${state}`);
  say(passed ? `passed: what build ${build} had begun has ended` : 'FAILED');
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = passed ? 0 : 1;
} finally {
  stack?.child.kill('SIGINT');
  await stack?.ended;
  await git('git', ['worktree', 'remove', '--force', release], { cwd: checkout });
  await rm(folder, { recursive: true, force: true });
}

async function command(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await new ShelfcastProcess(args).ended;
  if (exitCode !== 0) throw new Error(`shelfcast ${args.join(' ')} ended with ${exitCode}: ${stderr}${stdout}`);
  return stdout;
}
