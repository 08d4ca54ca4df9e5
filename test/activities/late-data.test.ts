import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, onTestFinished, test } from 'vitest';
import { evaluateForecasts } from '../../src/activities/evaluate-forecasts.ts';
import type { ActivityPorts, CyclePorts } from '../../src/activities/ports.ts';
import { scanLanding } from '../../src/activities/scan-landing.ts';
import type { LandingScan } from '../../src/contracts/watch.ts';
import { addWeeks, type Week } from '../../src/contracts/week.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { putParquet } from '../../src/datasets/write-artifact.ts';
import { evaluateForecastsJob } from '../../src/jobs/scoring/evaluate-forecasts.ts';
import { ForecastTable } from '../../src/jobs/scoring/forecast-table.ts';
import { readActuals } from '../../src/jobs/scoring/late-weeks.ts';
import { regionsOfFilesJob } from '../../src/jobs/landing/regions-of-files.ts';
import type { JobInput, JobName } from '../../src/ports/job-runner.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';
import { startTestRegistry } from '../support/registry.ts';

/** A small project with a registry, whose cycles snapshot and evaluate, and publish 10 units for everything. */
async function evaluatedProject(weeks: number) {
  const { files, project, ports } = await loadedSmallProject({ weeks });
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const { registry, landingFiles } = database;
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const run = (name: JobName, input: unknown) =>
    name === 'evaluate-forecasts'
      ? evaluateForecastsJob(input as JobInput<'evaluate-forecasts'>, context)
      : regionsOfFilesJob(input as JobInput<'regions-of-files'>, context);
  const jobs = { run } as CyclePorts['jobs'];

  const publish = async (cutoff: Week) => {
    const table = new ForecastTable();
    for (const { store, format } of files.stores.filter(({ region }) => region === 'north')) {
      for (const item of files.items) {
        for (const step of [1, 2]) {
          const segment = { region: 'north', format, velocity: 'fast' } as const;
          const values = {
            forecast: 10,
            mean: 10,
            baseline: 10,
            lasso: 10,
            network: 10,
            trees: undefined,
            seasonal: 10,
            p10: 10,
            p50: 10,
            p90: 10,
          };
          table.add({ segment, store, item, cutoff, step, week: addWeeks(cutoff, step), scoredBy: 'm', ...values });
        }
      }
    }
    // As earlier code wrote it, before there were trees.
    const { trees: _trees, ...columns } = table.columns();
    return putParquet(ports, columns);
  };
  /** A cycle of the north: its dataset version, its evaluation as `weeks before the last cutoff: rows, why`, and what it published. */
  const cycle = async (number: number, cutoff: Week) => {
    const { version, manifest, manifestRef } = await snapshotDataset(ports, project, await ingestAll(ports, project), {
      ...{ region: 'north', cutoff },
    });
    const cycleId = `cycle/dev/north/${cutoff}/${number}`;
    const at = { environment: 'dev', region: 'north', cutoff, cycleId };
    const rows = manifest.tables.panel.rows;
    await registry.recordDataset({
      ...at,
      version,
      manifest: manifestRef,
      rows,
      qualityProfile: {},
      files: manifest.files,
    });
    const parquet = await publish(cutoff);
    const forecast = { datasetVersion: version, rows: 24, parquet, csv: parquet, uri: 'file:///x', scoredBy: {} };
    await registry.recordForecast({ ...at, ...forecast });
    const evaluation = await evaluateForecasts(
      { project, registry, store: ports.store, jobs },
      { ...at, manifest: manifestRef },
    );
    await registry.recordEvaluation(cycleId, evaluation);
    const seen = (evaluation.cutoffs ?? []).map(({ cutoff: one, rows: n, why }) => `${one}: ${n}, ${why}`);
    return { manifest, parquet, evaluation, seen };
  };
  /** Enters a cycle of the north as running. */
  const open = async (number: number, cutoff: Week) => {
    const at = { environment: 'dev', region: 'north', cutoff };
    const cycleId = `cycle/dev/north/${cutoff}/${number}`;
    await registry.openCycle(cycleId, { ...at, number, triggers: [] });
    return { close: () => registry.closeCycle(cycleId, { failure: 'whatever' }) };
  };
  let now = Date.UTC(2026, 0, 1);
  /** What the watch reports once everything in landing has settled. */
  const watch = async () => {
    const look = async (): Promise<LandingScan> => {
      now += 60_000;
      const scanPorts = { project, jobs, registry, landing: ports.landing, landingFiles } as unknown as ActivityPorts;
      const scan = () => scanLanding(scanPorts, { environment: 'dev' }, new Date(now));
      return new MockActivityEnvironment().run<[], LandingScan, typeof scan>(scan);
    };
    await look();
    const { changes, upTo } = await look();
    if (upTo !== undefined) await landingFiles.markSignalled('dev', upTo);
    return changes;
  };
  const week = (before: number): Week => addWeeks(files.cutoff, -before);
  return { files, ports, cycle, open, watch, week };
}

const header = 'store,item,week,units\n';

test('a week that comes late is reported, lands where it belongs, and its forecasts are evaluated again', async () => {
  const { files, ports, cycle, watch, week } = await evaluatedProject(10);
  const history = (await readFile(join(files.landingDirectory, 'sales/history.csv'), 'utf8')).split('\n');
  const isLate = (line: string): boolean => line.includes(week(4));
  await files.write('sales/history.csv', history.filter((line) => !isLate(line)).join('\n'));
  expect((await watch())[0]).toMatchObject({
    files: 4,
    examples: expect.arrayContaining([
      `sales/history.csv (${files.firstWeek} to ${files.cutoff})`,
      'stores/stores.csv',
    ]) as readonly string[],
  });
  const first = await cycle(1, week(6));
  expect(first.evaluation).toEqual({ rows: 0, metrics: {} });
  for (const before of [5, 4, 3, 2, 1]) await cycle(1, week(before));
  const recent = [`${week(2)}: 24, recent`, `${week(1)}: 12, recent`];
  const before = await cycle(1, week(0));
  expect(before.seen).toEqual(recent);
  expect(Object.keys(before.evaluation.metrics)).toEqual(['baseline', 'lasso', 'network', 'seasonal', 'ensemble']);
  expect((await cycle(2, week(0))).seen).toEqual(recent);

  await files.write('sales/late.csv', header + history.filter(isLate).join('\n'));
  expect(await watch()).toMatchObject([
    { region: 'north', files: 1, examples: [`sales/late.csv (${week(4)})`] },
    { region: 'south', files: 1 },
  ]);
  const late = await cycle(3, week(0));
  expect(late.seen).toEqual([...[6, 5, 4, 3].map((one) => `${week(one)}: 24, late: ${week(4)}`), ...recent]);
  const realised = Object.values(late.evaluation.segments ?? {}).flat();
  // Both formats, six series each, with both steps.
  expect(realised.filter((one) => one.week === week(4)).map(({ rows }) => rows)).toEqual([12, 12]);
  const units = history
    .filter((line) => isLate(line) && line.startsWith('n'))
    .map((line) => Number(line.split(',')[3]));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  expect(sum(realised.filter((one) => one.week === week(4)).map((one) => one.units))).toBe(2 * sum(units));

  const [was, is] = await Promise.all(
    [before, late].map(({ manifest }) => readActuals(ports, manifest, files.firstWeek)),
  );
  expect(sum([...(is?.get(week(4))?.values() ?? [])])).toBe(sum(units));
  expect(was?.has(week(4))).toBe(false);
  expect(new Map([...is!].filter(([one]) => one !== week(4)))).toEqual(was);

  // What was late is so once: neither the same data nor the next week make it so again.
  expect((await cycle(4, week(0))).seen).toEqual(recent);
  await files.deliverWeek(1);
  expect((await cycle(5, week(-1))).seen).toEqual([`${week(1)}: 24, recent`, `${week(0)}: 12, recent`]);

  // Corrected values are late too, of cutoffs within the horizon as well; forecasts that are gone are passed over.
  await files.write('sales/late-corrected.csv', `${header}n1,apples,${week(4)},999\nn1,bread,${week(1)},999\n`);
  await ports.store.deleteObject(first.parquet, Number.POSITIVE_INFINITY);
  expect((await cycle(6, week(-1))).seen).toEqual([
    `${week(6)}: 0, late: ${week(4)}; no longer kept`,
    `${week(5)}: 24, late: ${week(4)}`,
    `${week(4)}: 24, late: ${week(4)}`,
    `${week(3)}: 24, late: ${week(1)}`,
    `${week(2)}: 24, late: ${week(1)}`,
    `${week(1)}: 24, recent`,
    `${week(0)}: 12, recent`,
  ]);
});

test('a first look passes over what a region has used, and reports what it has not', async () => {
  const { files, cycle, watch, week } = await evaluatedProject(10);
  await cycle(1, week(0));
  expect(await watch()).toMatchObject([{ region: 'south', files: 4 }]);
  await files.write('sales/more.csv', `${header}n1,apples,${week(1)},999\n`);
  expect(await watch()).toMatchObject([{ region: 'north', files: 1, examples: [`sales/more.csv (${week(1)})`] }]);
});

test('a first look reports shipments that are later than the cutoff of the cycle that had their file', async () => {
  const { cycle, watch, week } = await evaluatedProject(10);
  await cycle(1, week(2));
  expect(await watch()).toMatchObject([
    { region: 'north', files: 1, examples: [expect.stringMatching(/^sales\/history\.csv/)] },
    { region: 'south', files: 4 },
  ]);
});

test('weeks that came while no cycle ran are late, and nothing is evaluated after a year', async () => {
  const { files, ports, cycle, week } = await evaluatedProject(56);
  for (const before of [53, 52]) await cycle(1, week(before));
  const next = await cycle(1, week(0));
  expect(next.seen).toEqual([`${week(52)}: 24, late: ${week(51)}`]);
  await files.write('sales/older.csv', `${header}n1,apples,${week(52)},999\n`);
  expect((await cycle(2, week(0))).seen).toEqual([]);
  await files.write('sales/old.csv', `${header}n1,apples,${week(51)},999\n`);
  expect((await cycle(3, week(0))).seen).toEqual([`${week(52)}: 24, late: ${week(51)}`]);
  // Without the data of the evaluation before nothing shows what is late.
  const last = await cycle(4, week(0));
  await ports.store.deleteObject(last.manifest.tables.panel.artifact, Number.POSITIVE_INFINITY);
  await files.write('sales/old-corrected.csv', `${header}n1,apples,${week(51)},5\n`);
  expect((await cycle(5, week(0))).seen).toEqual([]);
});

test('a first look waits for the first cycle of a region, whose files are then no news to it', async () => {
  const { cycle, open, watch, week } = await evaluatedProject(10);
  const before = await open(1, week(0));
  expect(await watch()).toEqual([]);
  await cycle(1, week(0));
  await before.close();
  // No cycle of the south has ended, and none runs.
  expect(await watch()).toMatchObject([{ region: 'south' }]);
});
