import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../src/state/process-identity.ts';
import { openStateDirectory, type StackRecord } from '../../src/state/state-directory.ts';
import { createWorkerDeployments } from '../../src/adapters/temporal/worker-deployments.ts';
import { cachedWorkflowBundle, copyWorkflowBundle } from '../../src/composition/workflows/bundle.ts';
import { ownBuildId } from '../../src/composition/workflows/own-build-id.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { reportOf, ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { changeRegionCycle, copyWorkflowSources } from '../support/workflow-sources.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** A cycle begins on one build of the workflows; the stack is stopped and started with another, which it could not be replayed with. */
let folder: string;
let project: SmallProject;
let bundle: string;
let before: string;
let after: string;
let upgraded: ShelfcastProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-upgrade-'));
  project = await createSmallProject({ directory: join(folder, 'project') });
  // Long enough in training to be stopped there.
  const config = join(project.directory, 'shelfcast.config.ts');
  await writeFile(config, (await readFile(config, 'utf8')).replace(/epochs: \d+/, 'epochs: 40'));
  const sources = await copyWorkflowSources(folder);
  await changeRegionCycle(sources);
  bundle = join(folder, 'dist/bundle.js');
  before = await ownBuildId();
  const build = await cachedWorkflowBundle(new DefaultLogger('ERROR'), sources);
  await copyWorkflowBundle(build.bundle.codePath, bundle);
  after = build.buildId;
});
afterAll(async () => {
  upgraded.child.kill('SIGINT');
  await upgraded.ended;
  await removeFolder(folder);
});

const record = (): StackRecord => {
  const stack = openStateDirectory(join(project.directory, '.shelfcast')).readStack();
  if (!stack) throw new Error('no stack runs');
  return stack;
};
async function withClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const connection = await Connection.connect({ address: record().temporalAddress });
  try {
    return await use(new Client({ connection, namespace: 'dev' }));
  } finally {
    await connection.close();
  }
}

test('a cycle ends on the build it began on; the worker of that build ends when nothing needs it any more', async () => {
  const args = ['dev', '-p', project.directory, '--region', 'north'];
  const first = new ShelfcastProcess(args);
  await first.says(/north\/large\/fast: training/);
  first.child.kill('SIGINT');
  await first.ended;

  upgraded = new ShelfcastProcess(args, { SHELFCAST_WORKFLOW_BUNDLE: bundle });
  await upgraded.says(new RegExp(`\\d workflows? of build ${before} continue with the code they started on`));
  await upgraded.says(/The stack keeps running/);
  await upgraded.says(new RegExp(`nothing runs on build ${before} any more; its worker has ended`));
  const cycle: unknown = await withClient((client) =>
    client.workflow.getHandle('cycle/dev/north/2025-10-06/1').result(),
  );
  expect(cycle).toMatchObject({ region: 'north', degraded: false });
  expect(cycle).not.toHaveProperty('changed');
});

test('the next cycle runs on the new build', async () => {
  const { cycles } = reportOf(
    await runCommand('request', '-p', project.directory, '--region', 'north', '--wait', '--json'),
  );
  expect(cycles[0]?.cycleId).toBe('cycle/dev/north/2025-10-06/2');
  await withClient(async (client) => {
    expect(await client.workflow.getHandle('cycle/dev/north/2025-10-06/2').result()).toMatchObject({ changed: true });
    expect(await createWorkerDeployments(() => client).versions('dev')).toEqual([
      { buildId: after, state: 'current', pinned: 0 },
      { buildId: before, state: 'drained', pinned: 0 },
    ]);
  });
  const chosen = await runCommand('deployment', 'set-current', after, '-p', project.directory, '--env', 'prod');
  // The build of the bundle is not that of the checkout.
  expect(chosen.exitCode).toBe(0);
  const unknownCode = `no region was asked to retrain: this checkout is build ${before} and does not know`;
  expect(chosen.stdout.split('\n')).toEqual([
    `prod: new workflows start on build ${after}`,
    expect.stringMatching(`^${unknownCode}`),
    '',
  ]);
  const released = new ShelfcastProcess(['deployment', 'set-current', '-p', project.directory], {
    SHELFCAST_WORKFLOW_BUNDLE: bundle,
  });
  expect(await released.ended).toMatchObject({
    exitCode: 0,
    stdout: `dev: new workflows start on build ${after}\nnorth: its champions have this code\nsouth: has no champion yet\n`,
  });
  const { exitCode, stdout } = await runCommand('deployment', 'show', '-p', project.directory);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`${after} +current`));
});

test('the stack stops in order, the workers of its builds included', async () => {
  const { processes } = record();
  upgraded.child.kill('SIGINT');
  expect((await upgraded.ended).exitCode).toBe(0);
  expect(processes.filter(isAlive)).toEqual([]);
});
