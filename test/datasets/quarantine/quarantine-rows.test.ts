import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mendedName } from '../../../src/datasets/quarantine/mended-name.ts';
import { parseCsv } from '../../../src/datasets/quarantine/parse-csv.ts';
import { snapshotDataset } from '../../../src/datasets/snapshot.ts';
import { correctionOrder } from '../../../src/contracts/correction-order.ts';
import { checkMendedJob, readQuarantineJob } from '../../../src/jobs/landing/quarantine.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('rows that were set aside are shown, corrected, checked and taken by the next cycle', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const bad = ['n1,apples,2025-01-06,many', 'n2,"apples, red",2025-01-06,-3'];
  await files.write('sales/late.csv', `store,item,week,units\n${bad.join('\n')}\nn1,bread,2025-01-06,7\n`);

  // Two of three rows are far too many for a cycle; they can be looked at all the same.
  await expect(ingestAll(ports, project)).rejects.toThrow('sales/late.csv');
  const { rows, counts, headers } = await readQuarantineJob({ sources: ['sales'], most: 10 }, context);
  expect(rows.map(({ file, line, column, reason, raw }) => [file, line, column, reason, raw])).toEqual([
    ['sales/late.csv', '2', 'units', 'unparsable-value', bad[0]],
    ['sales/late.csv', '3', 'units', 'negative-units', bad[1]],
  ]);
  expect(counts.map(({ reason, rows: count }) => `${reason} ${count}`)).toEqual([
    'unparsable-value 1',
    'negative-units 1',
  ]);
  expect(headers['sales/late.csv']).toBe('store,item,week,units');
  const some = async (wish: { reason?: string; file?: string; skip?: number; most: number }) => {
    const found = await readQuarantineJob({ sources: ['sales'], ...wish }, context);
    return [found.rows.map(({ line }) => line), found.counts.length];
  };
  expect(await some({ skip: 1, most: 1 })).toEqual([['3'], 2]);
  expect(await some({ reason: 'negative-units', most: 1 })).toEqual([['3'], 1]);
  expect(await some({ file: 'history', most: 1 })).toEqual([[], 0]);

  const check = (...lines: readonly string[]) =>
    checkMendedJob(
      { source: 'sales', bytes: Buffer.from(['store,item,week,units', ...lines, ''].join('\n')) },
      context,
    );
  expect(await check('n1,apples,2025-01-06,9', 'n1,bread,2025-01-06,x')).toMatchObject({
    faults: ['line 3, column units: unparsable-value, not a number'],
  });
  const headless = checkMendedJob({ source: 'sales', bytes: Buffer.from('a,b\n1,2\n') }, context);
  expect((await headless).faults).toEqual([expect.stringContaining('store')]);

  const mended = await check('n1,apples,2025-01-06,999');
  expect(mended).toMatchObject({ rows: 1, faults: [], path: 'sales/late-mended-0001.csv' });
  await writeFile(join(project.landingDirectory, mended.path), mended.bytes);
  await files.write('sales/late.csv', 'store,item,week,units\nn1,bread,2025-01-06,7\n');
  const sources = await ingestAll(ports, project);
  expect(sources[0]).toMatchObject({ source: 'sales', quarantined: 0, files: 3 });
  const { manifest } = await snapshotDataset(ports, project, sources, { region: 'north', cutoff: files.cutoff });
  // Both rows corrected one of the history.
  expect(manifest.quality.sources.find(({ source }) => source === 'sales')?.corrected).toBe(2);
  expect(manifest.quality.columns.find(({ column }) => column === 'units')?.max).toBe(999);
});

test('rows of unknown stores and items are shown of the dataset versions that set them aside, once', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  await files.write('sales/odd.csv', 'store,item,week,units\nx9,apples,2025-09-29,3\nn1,quinces,2025-09-29,4\n');
  const sources = await ingestAll(ports, project);
  const of = async (region: string) =>
    (await snapshotDataset(ports, project, sources, { region, cutoff: files.cutoff })).manifestRef;
  const [north, south] = [await of('north'), await of('south')];
  const shown = async (input: Partial<Parameters<typeof readQuarantineJob>[0]>) =>
    (await readQuarantineJob({ sources: [], most: 10, ...input }, context)).rows.map(
      ({ source, file, line, reason, detail }) => [source, file, line, reason, detail].join(' '),
    );
  const store = 'sales sales/odd.csv 2 unknown-store "x9" is not in the stores source';
  const item = 'sales sales/odd.csv 3 unknown-item "quinces" is not in the items source';
  expect(await shown({ sources: ['sales'], datasets: [north, south] })).toEqual([store, item]);
  expect(await shown({ datasets: [south], strayOf: ['sales'] })).toEqual([store]);
  expect(await shown({ datasets: [north, south], strayOf: ['stores'] })).toEqual([]);
  expect(await shown({ sources: ['sales'] })).toEqual([]);
});

test.each([
  [['sales/history.csv', 'sales/week-40.csv.gz'], 'sales/week-40-mended-0001.csv.gz'],
  [['sales/a.csv', 'sales/a-mended-0001.csv'], 'sales/a-mended-0002.csv'],
  [['plans/plan'], 'plans/plan-mended-0001'],
])('after %j comes %s', (paths, expected) => {
  expect(mendedName(paths)).toBe(expected);
  for (const path of paths) expect(correctionOrder(path, expected)).toBeLessThan(0);
});

test('no file of its source, no name', () => {
  expect(mendedName([])).toBeUndefined();
});

test('cells with quotes, commas and line ends come back as they were', () => {
  expect(parseCsv('a,b\n"x ""y"", z","two\nlines"\n,\n')).toEqual([
    ['a', 'b'],
    ['x "y", z', 'two\nlines'],
    ['', ''],
  ]);
  expect(parseCsv('a\nlast')).toEqual([['a'], ['last']]);
});
