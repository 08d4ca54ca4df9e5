import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { openStateDirectory } from '../../src/cli/dev/state-directory.ts';
import { reportOf, shelfcast, ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';

let project: SmallProject;
let stack: ShelfcastProcess;
let cycles: Record<'dev' | 'prod', RunReport['cycles'][number]>;

const cycleIn = async (environment: string): Promise<RunReport['cycles'][number]> => {
  const args = ['-p', project.directory, '--env', environment, '--region', 'north', '--wait', '--json'];
  const [cycle] = reportOf(await shelfcast('request', ...args)).cycles;
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
    config: `environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },`,
  });
  stack = new ShelfcastProcess(['dev', '-p', project.directory, '--region', 'south']);
  await stack.says(/The stack goes on running/);
  const [dev, prod] = await Promise.all([cycleIn('dev'), cycleIn('prod')]);
  cycles = { dev, prod };
}, 300_000);
afterAll(async () => {
  stack.child.kill('SIGINT');
  await stack.ended;
  await rm(project.directory, { recursive: true, force: true });
});

test('both environments are served by one orchestration and one training worker', () => {
  const record = openStateDirectory(join(project.directory, '.shelfcast')).readStack();
  expect(record?.environments).toEqual(['dev', 'prod']);
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
    const { stdout } = await shelfcast('models', 'list', '-p', project.directory, '--env', environment, '--json');
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

test('forecasts are published apart: by champions in dev, by the baseline in prod', async () => {
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
  expect(scoredBy(await forecastsOf('prod'))).toEqual(['baseline']);
});

test('an environment that the project does not have is refused', async () => {
  const { exitCode, stderr } = await shelfcast('request', '-p', project.directory, '--env', 'staging');
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no environment "staging"; it serves dev, prod/)]);
});
