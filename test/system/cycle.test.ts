import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { isAlive } from '../../src/state/process-identity.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import type { ExplainReport } from '../../src/contracts/explanation.ts';
import type { Reproduction } from '../../src/contracts/model-report.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { runCommand } from '../support/commands/run-command.ts';
import {
  ShelfcastProcess,
  jobsSideBySide,
  reportOf,
  shelfcast,
  type ProcessResult,
} from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

type Cycle = RunReport['cycles'][number];

/** Real server, real database, real child processes, a small project with few epochs. The tests build on each other. */
describe('weekly cycles on the embedded stack', () => {
  let project: SmallProject;
  let stack: ShelfcastProcess;
  let firstChampions: (string | null)[];

  const request = (...args: readonly string[]): Promise<ProcessResult> =>
    runCommand('request', '-p', project.directory, '--region', 'north', '--wait', '--json', ...args);
  const cycleOf = async (...args: readonly string[]): Promise<Cycle> => {
    const [cycle] = reportOf(await request(...args)).cycles;
    if (!cycle) throw new Error('the report has no cycle');
    return cycle;
  };
  const models = (command: string, ...args: readonly string[]): Promise<ProcessResult> =>
    runCommand('models', command, ...args, '-p', project.directory, '--json');
  const published = (): Promise<string> =>
    readFile(join(project.directory, '.shelfcast/artifacts/pointers/forecasts/dev/north/latest'), 'utf8');

  beforeAll(async () => {
    project = await createSmallProject({ directory: await mkdtemp(join(tmpdir(), 'shelfcast-cycle-')) });
    stack = new ShelfcastProcess(['dev', '-p', project.directory], jobsSideBySide);
    await stack.says(/The stack keeps running/);
  });
  afterAll(async () => {
    stack.child.kill('SIGKILL');
    await stack.ended;
    await removeFolder(project.directory);
  });

  test('the first cycle ends with the table of errors, the forecasts and the address of the UI', () => {
    expect(stack.output).toMatch(/segment +cause +outcome +baseline +lasso +network +seasonal +ensemble +reduction/);
    expect(stack.output.match(/^(large|small)\/(fast|slow) +never-trained +promoted/gm)).toHaveLength(8);
    expect(stack.output).toMatch(/forecasts +24 rows in file:\/\/.*north\/2025-10-06\.csv/);
    expect(stack.output).toMatch(/Temporal UI {2}http:\/\/127\.0\.0\.1:\d+/);
  });

  test('the address of the web application is that of the environment whose cycles run', () => {
    expect(stack.output).toMatch(/^Shelfcast {3}http:\/\/127\.0\.0\.1:\d+\/environments\/dev$/m);
  });

  test('no second stack starts on the same folder', async () => {
    const second = await shelfcast('dev', '-p', project.directory, '--once');
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toMatch(/a stack is running on .* already \(process \d+, http:\/\/127\.0\.0\.1:\d+\)/);
  });

  test('a second cycle with nothing changed retrains nothing, says why, and scores all the same', async () => {
    const cycle = await cycleOf();
    expect(cycle.cycleId).toBe('cycle/dev/north/2025-10-06/2');
    expect(cycle.segments.map(({ outcome, causes }) => [outcome, causes])).toEqual(Array(4).fill(['kept', []]));
    expect(cycle.forecasts.rows).toBe(24);
    expect(cycle.degraded).toBe(false);
    firstChampions = cycle.segments.map(({ champion }) => champion);
    expect(new Set(firstChampions).size).toBe(4);
  });

  test('a champion is exported into an empty folder, and not over anything', async () => {
    const folder = join(project.directory, 'exported');
    const { exitCode, stdout } = await models('export', 'north/large/fast', '--output', folder);
    expect(exitCode).toBe(0);
    const { version, files } = JSON.parse(stdout) as { version: string; files: string[] };
    expect(firstChampions).toContain(version);
    expect(files).toEqual(
      expect.arrayContaining(['ensemble.json', 'lasso/member.json', 'network/layers-models/inputs.json']),
    );
    for (const file of files) expect((await stat(join(folder, file))).size).toBeGreaterThan(0);
    const again = await models('export', 'north/large/fast', '--output', folder);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/not empty/) as string });
  });

  test('published forecasts: one row a series and step, members, ensemble and quantiles in order', async () => {
    const { uri } = (await cycleOf()).forecasts;
    const [head, ...rows] = (await readFile(fileURLToPath(uri ?? ''), 'utf8')).trimEnd().split('\n');
    expect(head).toBe(
      'region,format,velocity,store,item,cutoff,week,step,forecast,mean,p10,p50,p90,baseline,lasso,network,seasonal,trees,scored_by',
    );
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const cells = row.split(',');
      const [step = 0, forecast = 0, mean = 0, p10 = 0, p50 = 0, p90 = 0] = cells.slice(7, 13).map(Number);
      expect(cells[6]).toBe(addWeeks('2025-10-06', step));
      expect(forecast).toBeGreaterThanOrEqual(0);
      expect(mean).toBeGreaterThanOrEqual(0);
      expect(p10).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p90);
      expect(firstChampions).toContain(cells[18]);
    }
  });

  test('bad rows are set aside and counted; the cycle continues, and nothing is retrained for them', async () => {
    const history = await readFile(join(project.landingDirectory, 'sales/history.csv'), 'utf8');
    const bad = [
      'n1,apples,2025-10-06,-5',
      'n1,bread,2025-10-06,many',
      'n1,cider,2025-10-06,3,4,5',
      'n9,apples,2025-10-06,7',
      'n1,apples,2025-02-30,7',
      history.split('\n')[1],
    ];
    const path = await project.write('sales/late.csv', `${history.trimEnd()}\n${bad.join('\n')}\n`);
    const cycle = await cycleOf();
    await rm(path);
    expect(cycle.quarantined).toBe(6);
    const folder = fileURLToPath(cycle.quarantineUri ?? '');
    const names = await readdir(folder);
    const lines = (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
    const first = history.trimEnd().split('\n').length + 1;
    for (const [index, reason] of [
      'negative-units',
      'unparsable-value',
      'malformed-line',
      'unknown-store',
      'impossible-date',
      'duplicate-identical',
    ].entries()) {
      expect(lines).toMatch(new RegExp(`sales/late\\.csv,${first + index},[^\n]*${reason}`));
    }
    expect(cycle.degraded).toBe(false);
    expect(cycle.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('kept'));
    expect(cycle.forecasts.rows).toBe(24);
  });

  const fatal: readonly [string, string, string, RegExp][] = [
    ['a missing column', 'sales/broken.csv', 'store,item,units\nn1,apples,3\n', /sales.*broken\.csv.*week/s],
    ['an empty file', 'sales/broken.csv', '', /sales.*broken\.csv.*empty/s],
    ['a file of bad rows', 'sales/broken.csv', 'store,item,week,units\nn1,apples,soon,3\n', /sales.*broken\.csv/s],
    ['a plan that cannot be read', 'plans/broken.csv', '\u0000\u0001', /plans?.*broken\.csv/s],
  ];
  test.each(fatal)(
    '%s fails the cycle with one clear error; champions and forecasts stay',
    async (_what, path, text, message) => {
      const before = await published();
      await project.write(path, text);
      const result = await request();
      await rm(join(project.landingDirectory, path));
      expect(result.exitCode).toBe(1);
      expect(reportOf(result).cycles[0]?.failure).toMatch(message);
      expect(await published()).toBe(before);
    },
  );

  test('a source without files fails the cycle; once they are back the champions still score', async () => {
    const plan = join(project.landingDirectory, 'plans/plan.csv');
    const text = await readFile(plan);
    await rm(plan);
    const result = await request();
    await writeFile(plan, text);
    expect(result.exitCode).toBe(1);
    expect(reportOf(result).cycles[0]?.failure).toMatch(/plans/);
    const cycle = await cycleOf();
    expect(cycle.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('kept'));
    expect(cycle.segments.map(({ champion }) => champion)).toEqual(firstChampions);
  });

  test('a new week of sales moves the cutoff, retrains what it touches and is compared with what was forecast', async () => {
    await project.deliverWeek(1);
    const cycle = await cycleOf();
    expect(cycle.cutoff).toBe('2025-10-13');
    expect(cycle.segments.map(({ causes }) => causes)).toEqual(Array(4).fill(['data']));
    expect(cycle.evaluation.rows).toBe(12);
    expect(cycle.evaluation.mape.ensemble).toBeLessThan(cycle.evaluation.mape.baseline ?? 0);
  });

  test('a cycle can be asked for at an earlier cutoff, with segments to retrain', async () => {
    const cycle = await cycleOf('--cutoff', '2025-09-29', '--retrain', 'large/fast');
    expect(cycle.cutoff).toBe('2025-09-29');
    expect(cycle.segments[0]?.causes).toContain('requested');
  });

  test('a cutoff that is no week is refused before anything runs', async () => {
    const result = await request('--cutoff', 'yesterday');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/YYYY-MM-DD/);
  });

  test('registered models are listed while the stack runs, the first ones as archived', async () => {
    const { exitCode, stdout } = await models('list');
    expect(exitCode).toBe(0);
    const listed = JSON.parse(stdout) as { version: string; stage: string; segment: { region: string } }[];
    const stages = new Map(listed.map(({ version, stage }) => [version, stage]));
    expect(firstChampions.map((version) => stages.get(version ?? ''))).toEqual(Array(4).fill('archived'));
    const champions = listed.filter(({ stage, segment }) => stage === 'champion' && segment.region === 'north');
    expect(champions).toHaveLength(4);
  });

  test('Ctrl-C stops everything in order and leaves no process behind', async () => {
    const stackRecord = openStateDirectory(join(project.directory, '.shelfcast')).readStack();
    const processes = stackRecord?.processes ?? [];
    expect(processes.length).toBeGreaterThanOrEqual(5);
    stack.child.kill('SIGINT');
    expect((await stack.ended).exitCode).toBe(0);
    expect(processes.filter(isAlive)).toEqual([]);
  });

  test('without the stack a model is shown with its lineage, by the name of its segment', async () => {
    const { exitCode, stdout } = await models('show', 'north/large/slow');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      environment: 'dev',
      stage: 'champion',
      causes: ['data'],
      trainingCutoff: '2025-10-13',
      seed: 1,
      gate: [
        { check: 'mape within target' },
        { check: 'beats the baseline' },
        {
          check: 'not worse than the champion',
          detail: expect.stringMatching(/^none of 2 windows compares/) as string,
        },
        { check: 'data sound' },
        { check: 'training complete' },
        { check: 'scores the cutoff' },
      ],
    });
  });

  test('a champion and the one before it are reproduced byte by byte from their own dataset versions', async () => {
    const { exitCode, stdout } = await models('reproduce', 'north/large/fast', firstChampions[0] ?? '');
    const made = JSON.parse(stdout) as Reproduction[];
    expect(made.map(({ trainingCutoff, same }) => [trainingCutoff, same])).toEqual([
      ['2025-10-13', true],
      ['2025-10-06', true],
    ]);
    expect(made.flatMap(({ members }) => members.flatMap(({ files }) => files))).toHaveLength(8);
    expect(exitCode).toBe(0);
  });

  test('a forecast is explained: the parts give what was published', async () => {
    const wanted = ['--region', 'north', '--segment', 'large/fast', '--store', 'n1', '--item', 'apples'];
    const { exitCode, stdout } = await runCommand(
      'explain',
      '-p',
      project.directory,
      ...wanted,
      '--importance',
      '--json',
    );
    expect(exitCode).toBe(0);
    const { cutoff, forecasts = [], importance } = JSON.parse(stdout) as ExplainReport;
    const published = await readFile(
      join(project.directory, `.shelfcast/artifacts/published/forecasts/dev/north/${cutoff}.csv`),
      'utf8',
    );
    const rows = published.split('\n').filter((row) => row.startsWith('north,large,fast,n1,apples,'));
    expect(rows).toHaveLength(2);
    forecasts.forEach(({ lasso, members, ensemble }, index) => {
      const cells = rows[index]?.split(',').map(Number) ?? [];
      const sum = lasso?.groups.reduce((total, group) => total + group.logUnits, lasso.intercept + lasso.shift) ?? 0;
      expect(Math.expm1(sum + (lasso?.clipping ?? 0))).toBeCloseTo(cells[14] ?? 0, 6);
      expect(members.network?.units).toBeCloseTo(cells[15] ?? 0, 6);
      expect(members.seasonal?.units).toBeCloseTo(cells[16] ?? 0, 6);
      expect(ensemble.units).toBeCloseTo(cells[8] ?? 0, 6);
    });
    expect(importance?.groups.map(({ group }) => group)).toContain('price');
    const unknown = await runCommand('explain', '-p', project.directory, ...wanted, '--week', '2030-01-07');
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringMatching(/forecasts no week "2030-01-07"/)]);
  });

  test('a model of other code is refused, with what to check out', async () => {
    await appendFile(join(project.directory, 'shelfcast.config.ts'), '// changed since\n');
    const { exitCode, stderr } = await models('reproduce', 'north/large/fast');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/was trained by code [0-9a-f]{12}, and this is [0-9a-f]{12}: check out/);
  });
});
