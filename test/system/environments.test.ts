import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import type { AdoptionOutcome } from '../../src/contracts/adoption.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { reportOf, ShelfcastProcess, type ProcessResult } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

let project: SmallProject;
let stack: ShelfcastProcess;
let cycles: Record<'dev' | 'prod', RunReport['cycles'][number]>;

const cycleIn = async (environment: string): Promise<RunReport['cycles'][number]> => {
  const args = ['-p', project.directory, '--env', environment, '--region', 'north', '--wait', '--json'];
  const [cycle] = reportOf(await runCommand('request', ...args)).cycles;
  if (!cycle) throw new Error('the report has no cycle');
  return cycle;
};
const artifacts = (path: string): string => join(project.directory, '.shelfcast/artifacts', path);
const forecastsOf = (environment: string): Promise<string> =>
  readFile(artifacts(`published/forecasts/${environment}/north/2025-10-06.csv`), 'utf8');

/** One stack; a cycle of the same region in either environment, at the same time. */
beforeAll(async () => {
  project = await createSmallProject({
    directory: await mkdtemp(join(tmpdir(), 'shelfcast-environments-')),
    config: `environments: {
      dev: { promotion: 'automatic' }, prod: { promotion: 'manual' }, live: { promotion: 'automatic' },
    },`,
  });
  stack = new ShelfcastProcess(['dev', '-p', project.directory, '--region', 'south']);
  await stack.says(/The stack keeps running/);
  const [dev, prod] = await Promise.all([cycleIn('dev'), cycleIn('prod')]);
  cycles = { dev, prod };
}, 300_000);
afterAll(async () => {
  stack.child.kill('SIGINT');
  await stack.ended;
  await removeFolder(project.directory);
});

test('all environments are served by one orchestration and one training worker', () => {
  const record = openStateDirectory(join(project.directory, '.shelfcast')).readStack();
  expect(record?.environments).toEqual(['dev', 'prod', 'live']);
  expect([cycles.dev.cycleId, cycles.prod.cycleId]).toEqual([
    'cycle/dev/north/2025-10-06/1',
    'cycle/prod/north/2025-10-06/1',
  ]);
});

test('the gate alone makes champions in dev; in prod, where a person decides, there are none yet', () => {
  expect(cycles.dev.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
  expect(cycles.prod.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('awaiting-approval'));
  expect(cycles.dev.segments.every(({ champion }) => champion !== null)).toBe(true);
  expect(cycles.prod.segments.every(({ champion }) => champion === null)).toBe(true);
});

test('the registry keeps the environments apart: the same models, champions here and challengers there', async () => {
  const stages = async (environment: string): Promise<readonly [string, string][]> => {
    const { stdout } = await runCommand('models', 'list', '-p', project.directory, '--env', environment, '--json');
    const models = JSON.parse(stdout) as { version: string; stage: string; segment: { region: string } }[];
    return models
      .filter(({ segment }) => segment.region === 'north')
      .map(({ version, stage }): [string, string] => [version, stage])
      .sort();
  };
  const [dev, prod] = await Promise.all([stages('dev'), stages('prod')]);
  expect(dev.map(([version]) => version)).toEqual(prod.map(([version]) => version));
  expect(dev.map(([, stage]) => stage)).toEqual(Array(4).fill('champion'));
  expect(prod.map(([, stage]) => stage)).toEqual(Array(4).fill('challenger'));
});

test('forecasts are published apart: by champions in dev, without a model in prod', async () => {
  const scoredBy = (csv: string): readonly (string | undefined)[] => [
    ...new Set(
      csv
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((row) => row.split(',').at(-1)),
    ),
  ];
  const champions = cycles.dev.segments.map(({ champion }) => champion);
  expect(scoredBy(await forecastsOf('dev')).toSorted()).toEqual(champions.toSorted());
  // Nobody has approved a model in prod: each segment has the better of what needs no approval.
  expect(['seasonal', 'baseline']).toEqual(expect.arrayContaining([...scoredBy(await forecastsOf('prod'))]));
});

/** Region south has been trained in dev alone. */
describe('a version trained in dev', () => {
  const inProject = (...args: readonly string[]): Promise<ProcessResult> =>
    runCommand(...args, '-p', project.directory);
  const promote = (model: string, to: string, ...more: readonly string[]): Promise<ProcessResult> =>
    inProject('models', 'promote', model, '--from', 'dev', '--to', to, ...more);
  const parsed = async <Value>(command: Promise<ProcessResult>): Promise<Value> =>
    JSON.parse((await command).stdout) as Value;
  const modelsOf = (environment: string) =>
    parsed<{ version: string; stage: string; adoptedFrom?: string; datasetVersion: string; cycleId: string }[]>(
      inProject('models', 'list', '--env', environment, '--segment', 'south/large/fast', '--json'),
    );

  test('sees what the gate of live would say, and nothing changes', async () => {
    const tried = await promote('south/large/fast', 'live', '--dry-run');
    expect([tried.exitCode, tried.stdout]).toEqual([
      0,
      expect.stringMatching(/✔ mape within target.*nothing was changed: the gate of live would let it pass/s),
    ]);
    expect(await modelsOf('live')).toEqual([]);
  });

  test('scores live as soon as its gate let it pass, with a lineage back to the cycle and the data of dev', async () => {
    const [model] = await modelsOf('dev');
    const version = model?.version ?? '';
    const done = await promote(version, 'live', '--reason', 'good in spring', '--json');
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.stdout) as AdoptionOutcome).toMatchObject({ decision: 'promoted', from: 'dev', to: 'live' });
    expect(await modelsOf('live')).toMatchObject([{ version, stage: 'champion', adoptedFrom: 'dev' }]);

    const published = artifacts('published/forecasts/live/south/2025-10-06.csv');
    let csv = '';
    while (csv === '') {
      csv = await readFile(published, 'utf8').catch(() => '');
      await pause(200);
    }
    const scorers = csv.split('\n').filter((row) => row.includes(',large,fast,'));
    expect(scorers.length).toBeGreaterThan(0);
    expect(scorers.every((row) => row.endsWith(`,${version}`))).toBe(true);

    const { nodes, edges } = await parsed<{
      nodes: { id: string; facts: Record<string, unknown> }[];
      edges: { from: string; to: string }[];
    }>(
      inProject(
        'lineage',
        'forecast',
        '--env',
        'live',
        '--region',
        'south',
        '--cutoff',
        '2025-10-06',
        '--up',
        '--json',
      ),
    );
    const id = `model:live/${version}`;
    expect(nodes.find((node) => node.id === id)?.facts).toMatchObject({ adoptedFrom: 'dev', cycleId: model?.cycleId });
    expect(edges).toContainEqual({ from: `dataset:${model?.datasetVersion}`, to: id });
    expect(edges).toContainEqual({ from: id, to: 'forecast:cycle/live/south/2025-10-06/1' });

    const trail = await parsed<{ actor: string; action: string; facts: object }[]>(
      inProject('audit', 'list', '--entity', 'live/south/large/fast', '--json'),
    );
    expect(trail).toMatchObject([
      { action: 'adopt', facts: { version, from: 'dev', reason: 'good in spring' } },
      { action: 'promote', actor: `adoption/live/${version}`, facts: { version, from: 'dev', policy: 'automatic' } },
    ]);
    expect(trail[1]?.facts).toMatchObject({ broughtBy: trail[0]?.actor });
  });

  test('waits in prod, where a person decides; what cannot be brought is refused with what is so', async () => {
    const waits = await promote('south/large/slow', 'prod', '--reason', 'good in spring');
    expect([waits.exitCode, waits.stdout]).toEqual([
      0,
      expect.stringMatching(/approval in prod: promotion\/prod\/south\/large\/slow\/.*shelfcast approve/s),
    ]);
    // The list comes from Temporal's visibility store, which follows in a moment.
    await expect
      .poll(async () => (await inProject('promotions', 'list', '--env', 'prod')).stdout)
      .toMatch(/^south\/large\/slow: brought from dev by .+: good in spring$/m);
    const refusals: readonly (readonly [string, string, RegExp])[] = [
      ['south/large/slow', 'prod', /waits for approval in prod already/],
      ['south/large/fast', 'live', /is the champion of south\/large\/fast in live already/],
      ['south/large/fast', 'dev', /name two environments/],
      ['south/large/fast', 'staging', /no environment "staging"; it has dev, prod, live/],
    ];
    const refused = await Promise.all(refusals.map(([model, to]) => promote(model, to, '--reason', 'again')));
    expect(refused.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(
      refusals.map(([, , message]) => [2, expect.stringMatching(message) as string]),
    );
    const mute = await promote('south/large/fast', 'prod');
    expect([mute.exitCode, mute.stderr]).toEqual([2, expect.stringMatching(/--reason/)]);
  });
});

test('an environment that the project does not have is refused', async () => {
  const { exitCode, stderr } = await runCommand('request', '-p', project.directory, '--env', 'staging');
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no environment "staging"; it has dev, prod, live/)]);
});
