import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BacktestReport } from '../../src/contracts/backtest.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { jobsSideBySide, ShelfcastProcess, type ProcessResult } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** Ids of the job processes of a project, as Linux reports them. */
async function processesOf(projectDirectory: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(ids.map((id) => readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => environments[index]?.split('\0').includes(`SHELFCAST_PROJECT=${projectDirectory}`));
}

/** The command as a person runs it, on a small project and without a stack. */
describe('shelfcast backtest', () => {
  let project: SmallProject;
  let first: BacktestReport;

  const backtest = (...args: readonly string[]): Promise<ProcessResult> =>
    runCommand('backtest', '-p', project.directory, '--region', 'north', '--segment', 'large/fast', ...args);

  beforeAll(async () => {
    project = await createSmallProject({ directory: await mkdtemp(join(tmpdir(), 'shelfcast-backtest-')) });
  });
  afterAll(() => removeFolder(project.directory));

  test('as JSON: every forecaster on the same rows, by step, item and cutoff', async () => {
    const { exitCode, stdout, stderr } = await backtest('--format', 'json');
    expect(stderr).toMatch(/^north\/large\/fast network: 1 fits, 0 reused/m);
    expect(exitCode).toBe(0);
    first = JSON.parse(stdout) as BacktestReport;
    expect(first.cutoffs).toEqual(['2025-09-08', '2025-09-22']);
    expect(first.settings).toMatchObject({ nWindows: 2, stepSizeWeeks: 2, refitEvery: 2, horizonWeeks: 2, seed: 1 });
    const [segment] = first.segments;
    const rows = Object.values(segment?.overall ?? {}).map((metrics) => metrics.rows);
    // Six forecasters; of two windows the first one teaches the other: 2 stores × 2 steps × the items.
    expect(rows).toEqual(Array(6).fill(2 * 2 * (segment?.items.length ?? 0)));
    expect(segment?.overall.ensemble?.mape).toBeLessThan(segment?.overall.baseline?.mape ?? 0);
    expect(segment?.overall.ensemble?.coverage).toBeGreaterThan(0);
  });

  test('a second run finds the fits done and says the same; the table shows it', async () => {
    const { exitCode, stdout, stderr } = await backtest();
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^north\/large\/fast lasso: 1 fits, 1 reused/m);
    const mape = first.segments[0]?.overall.ensemble?.mape ?? 0;
    expect(stdout).toMatch(new RegExp(`^ +ensemble +${(100 * mape).toFixed(1)}%`, 'm'));
    expect(stdout).toMatch(/^north\/large\/fast by step$/m);
  });

  test('every forecast as CSV, from more windows, in a file', async () => {
    const output = join(project.directory, 'rows.csv');
    const { exitCode, stdout } = await backtest('--windows', '3', '--format', 'csv', '--rows', '-o', output);
    expect([exitCode, stdout]).toEqual([0, '']);
    const [head, ...lines] = (await readFile(output, 'utf8')).trimEnd().split('\n');
    expect(head).toBe(
      'region,format,velocity,store,item,cutoff,week,step,actual,baseline,baselineGeometric,lasso,network,trees,seasonal,ensemble,mean,p10,p50,p90,counts,promoted,volumeDecile,historyWeeks,naiveError,store.squareMetres',
    );
    expect(lines).toHaveLength(3 * 2 * 2 * (first.segments[0]?.items.length ?? 0));
    expect(lines[0]).toMatch(/^north,large,fast,n1,apples,2025-08-25,2025-09-01,1,\d+,/);
  });

  test('two files of rows are compared, with the options of the one named', async () => {
    const [plain, changed] = ['plain.csv', 'changed.csv'].map((name) => join(project.directory, name)) as [
      string,
      string,
    ];
    const rows = (file: string, ...args: readonly string[]) =>
      backtest('--windows', '3', '--format', 'csv', '--rows', '-o', file, ...args);
    await rows(plain);
    await rows(changed, '--set', 'members.lasso.nFolds=1');
    const { exitCode, stdout } = await runCommand('backtest', 'compare', plain, changed, '--by', 'promotion');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^B: .*changed\.csv, members\.lasso\.nFolds=1, /m);
    expect(stdout).toMatch(/^(A is|B is|No difference).* WAPE .* over 4 weeks$/m);
    expect(stdout).toMatch(/^not promoted +\d+ +4 /m);
    const refused = await runCommand('backtest', 'compare', plain, join(project.directory, 'nowhere.csv'));
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/nowhere\.csv does not exist; write one with: shelfcast backtest/);
  });

  test('as a page of its own', async () => {
    const { exitCode, stdout } = await backtest('--format', 'html');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>[^]*<svg[^]*north\/large\/fast[^]*<\/html>\n$/);
  });

  test('with options set: what they do not touch is reused, and the report names them', async () => {
    const { exitCode, stdout, stderr } = await backtest('--set', 'members.network.epochs=3');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^north\/large\/fast lasso: 1 fits, 1 reused/m);
    expect(stderr).toMatch(/^north\/large\/fast network: 1 fits, 0 reused/m);
    expect(stdout).toMatch(/^option set: members\.network\.epochs=3, where the project says 2$/m);
  });

  const refused: readonly [string, readonly string[], RegExp][] = [
    ['a cutoff after the last shipments', ['--cutoff', '2025-10-13'], /after the last shipments of north, 2025-10-06/],
    ['too little history', ['--cutoff', '2025-04-28'], /A backtest needs 22 weeks of history, and 17 are there/],
    ['a horizon that is no number', ['--horizon', 'long'], /a whole number of at least 1/],
    ['an unknown option', ['--set', 'members.network.epoch=3'], /epoch: there is no such option.*\(from --set\)/],
    ['rows in a table', ['--rows'], /--rows needs --format csv/],
  ];
  test.each(refused)('%s is refused', async (_what, args, message) => {
    const { exitCode, stderr, stdout } = await backtest(...args);
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('Ctrl-C ends it and leaves no process behind', async () => {
    const running = new ShelfcastProcess(['backtest', '-p', project.directory, '--region', 'south'], jobsSideBySide);
    await running.says(/south: data to/);
    // The fits start a moment after the data are there.
    const started = async () => expect(await processesOf(project.directory)).toHaveLength(2);
    await vi.waitFor(started, { timeout: 90_000, interval: 20 });
    running.child.kill('SIGINT');
    const { exitCode, stdout } = await running.ended;
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(await processesOf(project.directory)).toEqual([]);
  });
});
