import fc from 'fast-check';
import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ingestSource } from '../../src/datasets/ingest.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { driverSnapshot } from '../support/driver-snapshot.ts';
import {
  dayFile,
  daySales,
  mondayOf,
  salesBy,
  salesInFiles,
  weekFile,
  weeklyUnits,
  type DaySale,
} from '../support/sales-in-files.ts';

const sales = daySales(6);
const cutoff = '2025-02-10';
const whole = weeklyUnits(sales);
const month = (date: string) => date.slice(0, 7);
const week = mondayOf;

/** A row per store, item and week, named by its Monday. */
function summed(given: readonly DaySale[]): readonly DaySale[] {
  return [...weeklyUnits(given)].map(([key, units]) => {
    const [store = '', item = '', date = ''] = key.split(' ');
    return { store, item, date, units };
  });
}
const weekSums = (given: readonly DaySale[]) => weekFile(summed(given));
const byWeek = summed(sales);

/** A file a day, a month, a week, by name. */
function filesBy(of: (date: string) => string, write = weekFile, given = sales): Record<string, string> {
  return Object.fromEntries([...salesBy(given, of)].map(([name, rows]) => [`${name}.csv`, write(rows)]));
}

const changed = (rows: readonly DaySale[], units: number) => rows.map((row) => ({ ...row, units }));

describe('parts of a week are added up', () => {
  test.each([
    ['daily files', filesBy((date) => date)],
    ['files by month, which split a week', filesBy(month)],
    ['one file with a row a day', { 'all.csv': weekFile(sales) }],
    [
      'files of all kinds',
      { ...filesBy(month, weekFile, sales.slice(0, 300)), 'rest.csv': weekFile(sales.slice(300)) },
    ],
  ])('%s', async (_, files) => {
    const { snapshot } = await salesInFiles(files, { repeatedWeek: 'parts' });
    const { units, sales: quality, fault } = await snapshot(cutoff);
    expect(units).toEqual(whole);
    expect(quality).toMatchObject({ corrected: 0, repeated: 0, quarantined: {} });
    expect(fault).toBeUndefined();
  });

  test('in whatever order files are found', async () => {
    const files = { ...filesBy((date) => date), '2025-01-08-corrected.csv': weekFile(changed(sales.slice(24, 30), 1)) };
    const { ports, project, snapshot } = await salesInFiles(files, { repeatedWeek: 'parts' });
    const { version } = await snapshot(cutoff);
    const source = project.sources[0]!;
    const listed = [...(await ports.landing.list(source.landing))];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(listed, { minLength: listed.length }), async (order) => {
        const list = (glob: string) => (glob === source.landing ? Promise.resolve(order) : ports.landing.list(glob));
        const landing = { ...ports.landing, list };
        expect((await snapshot(cutoff, { ...ports, landing })).version).toBe(version);
      }),
      { numRuns: 5 },
    );
  });

  test('as they come in, file by file', async () => {
    const days = filesBy((date) => date);
    const names = Object.keys(days).sort();
    const late = names.slice(-7);
    const early = Object.fromEntries(names.slice(0, -7).map((name) => [name, days[name]!]));
    const { files, snapshot, ports, project } = await salesInFiles(early, { repeatedWeek: 'parts' });
    await snapshot('2025-02-03');
    const cell = ['n1 apples', cutoff].join(' ');
    let sold = 0;
    for (const name of late) {
      await files.write(`sales/${name}`, days[name]!);
      expect(await ingestSource(ports, project, 'sales')).toMatchObject({ newFiles: 1 });
      sold += sales.find((sale) => `${sale.date}.csv` === name)!.units;
      expect((await snapshot(cutoff)).units.get(cell)).toBe(sold);
    }
    expect((await snapshot(cutoff)).units).toEqual(whole);
  });

  test('where the day is in the rows, without any option', async () => {
    const days = filesBy(month, dayFile);
    const { snapshot } = await salesInFiles(days, { dated: true });
    const { units, fault } = await snapshot(cutoff);
    expect(units).toEqual(whole);
    expect(fault).toBeUndefined();
  });
});

describe('a file that comes again', () => {
  test('in its own place is taken as it is now', async () => {
    const { files, snapshot } = await salesInFiles(
      filesBy((date) => date),
      { repeatedWeek: 'parts' },
    );
    const before = await snapshot(cutoff);
    await files.write(
      'sales/2025-01-08.csv',
      weekFile(changed(salesBy(sales, week).get('2025-01-06')!.slice(24, 36), 1)),
    );
    const units = await snapshot(cutoff).then((made) => made.units);
    expect(units.get('n1 apples 2025-01-06')).toBe(before.units.get('n1 apples 2025-01-06')! - sales[24]!.units + 1);
    await files.write('sales/2025-01-08.csv', weekFile(sales.slice(24, 36)));
    expect((await snapshot(cutoff)).version).toBe(before.version);
  });

  test('under another name with the same content is counted once, and named', async () => {
    const { files, snapshot } = await salesInFiles(
      filesBy((date) => date),
      { repeatedWeek: 'parts' },
    );
    const before = await snapshot(cutoff);
    await files.write('sales/2025-01-08 (1).csv', weekFile(sales.slice(24, 36)));
    const { units, sales: quality, fault } = await snapshot(cutoff);
    expect(units).toEqual(before.units);
    expect(quality.copies).toEqual([{ path: 'sales/2025-01-08 (1).csv', of: 'sales/2025-01-08.csv' }]);
    expect(fault).toContain(
      'sales/2025-01-08 (1).csv has the same content as sales/2025-01-08.csv and is counted once',
    );
  });

  test('under another name with little changed is named', async () => {
    const again = [...sales.slice(24, 35), { ...sales[35]!, units: 1000 }];
    const files = { ...filesBy((date) => date), '2025-01-08-x.csv': weekFile(again) };
    const { snapshot } = await salesInFiles(files, { repeatedWeek: 'parts' });
    const { fault, sales: quality } = await snapshot(cutoff);
    expect(quality.repeats).toEqual([
      { path: 'sales/2025-01-08-x.csv', of: 'sales/2025-01-08.csv', rows: 12, same: 11 },
    ]);
    expect(fault).toContain('11 of 12 rows of sales/2025-01-08-x.csv are those of sales/2025-01-08.csv');
  });
});

describe('a part is corrected', () => {
  const cell = 'n1 apples 2025-01-06';
  const wednesday = sales[24]!;

  test.each(['2025-01-08-corrected.csv', '2025-01-08_v2.csv', '2025-01-08.corrected.csv'])('by %s', async (name) => {
    const files = { ...filesBy((date) => date), [name]: weekFile(changed([wednesday], 100)) };
    const { snapshot, ports } = await salesInFiles(files, { repeatedWeek: 'parts' });
    const { units, sales: quality, manifest, fault } = await snapshot(cutoff);
    expect(units.get(cell)).toBe(whole.get(cell)! - wednesday.units + 100);
    expect([...units].filter(([key, value]) => value !== whole.get(key))).toHaveLength(1);
    expect(quality).toMatchObject({ corrected: 1, repeated: 0 });
    expect(fault).toBeUndefined();
    expect(Buffer.from(await ports.store.get(manifest.corrections!.artifact)).toString()).toBe(
      'source,key,week,column,old,new,file,correctedBy\n' +
        `sales,store=n1 item=apples,2025-01-06,units,${wednesday.units},100,sales/2025-01-08.csv,sales/${name}\n`,
    );
  });

  test('by its day, where rows have one, whatever the file is called', async () => {
    const files = { ...filesBy(month, dayFile), 'zz.csv': dayFile(changed([wednesday], 100)) };
    const { snapshot } = await salesInFiles(files, { dated: true });
    const { units, sales: quality } = await snapshot(cutoff);
    expect(units.get(cell)).toBe(whole.get(cell)! - wednesday.units + 100);
    expect(quality).toMatchObject({ corrected: 1, repeated: 0 });
  });

  test('and a corrected file adds the rows that were set aside', async () => {
    const files = { ...filesBy((date) => date), '2025-02-16-mended-0001.csv': weekFile(changed([wednesday], 100)) };
    const { snapshot } = await salesInFiles(files, { repeatedWeek: 'parts' });
    expect((await snapshot(cutoff)).units.get(cell)).toBe(whole.get(cell)! + 100);
  });

  test('no longer, once the correction is gone', async () => {
    const { files, snapshot } = await salesInFiles(
      filesBy((date) => date),
      { repeatedWeek: 'parts' },
    );
    const { version } = await snapshot(cutoff);
    const path = await files.write('sales/2025-01-08-corrected.csv', weekFile(changed([wednesday], 100)));
    expect((await snapshot(cutoff)).version).not.toBe(version);
    await rm(path);
    expect((await snapshot(cutoff)).version).toBe(version);
  });
});

describe('the version', () => {
  test('depends on the option, even where nothing comes twice', async () => {
    const files = { 'weeks.csv': weekFile(sales.filter(({ date }) => date === mondayOf(date))) };
    const versions = [];
    for (const repeatedWeek of [undefined, 'corrections', 'parts'] as const) {
      const { snapshot } = await salesInFiles(files, { repeatedWeek });
      versions.push(await snapshot(cutoff));
    }
    const [unsaid, corrections, parts] = versions;
    expect(corrections!.version).toBe(unsaid!.version);
    expect(parts!.version).not.toBe(corrections!.version);
    expect(parts!.manifest.inParts).toEqual(['sales']);
    expect(parts!.units).toEqual(corrections!.units);
  });
});

describe('the wrong choice is found', () => {
  test.each([
    [
      'daily files',
      filesBy((date) => date),
      /6 of 6 weeks come in several files, as 2025-01-06 in sales\/2025-01-06\.csv and sales\/2025-01-07\.csv; the last file holds, but their units look like parts of a week: if so, set repeatedWeek: 'parts'/,
    ],
    [
      'files by month',
      filesBy(month, weekSums),
      /1 of 6 weeks come in several files, as 2025-01-27 in sales\/2025-01\.csv and sales\/2025-02\.csv; the last file holds, but their units look like parts of a week \(against weeks nearby 2\d% by the last file, \d\d% added up\)/,
    ],
  ])('%s as corrections', async (_, files, expected) => {
    const { snapshot } = await salesInFiles(files);
    expect((await snapshot(cutoff)).fault).toMatch(expected);
  });

  test('overlapping extracts as parts', async () => {
    const overlapping = {
      'extract-1.csv': weekFile(byWeek.filter(({ date }) => date <= '2025-01-27')),
      'extract-2.csv': weekFile(byWeek.filter(({ date }) => date >= '2025-01-20')),
    };
    const wrong = await salesInFiles(overlapping, { repeatedWeek: 'parts' });
    expect((await wrong.snapshot(cutoff)).fault).toMatch(
      /2 of 6 weeks come in several files, .* they are added up, but later files look like corrections of earlier ones .*set repeatedWeek: 'corrections'/,
    );
    const right = await salesInFiles(overlapping);
    const { units, fault } = await right.snapshot(cutoff);
    expect(units).toEqual(whole);
    expect(fault).toBeUndefined();
  });

  test.each([
    ['a correction of a few rows', { 'z.csv': weekFile(byWeek.slice(0, 2).map((row) => ({ ...row, units: 3 }))) }],
    [
      'a week whose file was cut short before',
      { '1.csv': weekFile(byWeek.slice(0, 60).map((row) => ({ ...row, units: row.units * 0.6 }))) },
    ],
    [
      'units that were cases',
      { '1.csv': weekFile(byWeek.slice(0, 24).map((row) => ({ ...row, units: row.units / 12 }))) },
    ],
  ])('and nothing is said about %s', async (_, more) => {
    const { snapshot } = await salesInFiles({ ...more, 'weeks.csv': weekFile(byWeek) });
    expect((await snapshot(cutoff)).fault).toBeUndefined();
  });

  test('rows of days in one file stop the source, with the option that adds them up', async () => {
    const { snapshot } = await salesInFiles({ 'all.csv': weekFile(sales) });
    await expect(snapshot(cutoff)).rejects.toThrow(
      "if rows of one store, item and week add up, as days do, declare repeatedWeek: 'parts' for the source",
    );
  });
});

test('returns come in parts too, and by day', async () => {
  const row = (...values: readonly (string | number)[]) => `${values.join()}\n`;
  const header = row('store', 'item', 'week', 'units');
  const { files, project, ports } = await driverSnapshot({
    'returns/2025-01-06.csv': header + row('n1', 'apples', '2025-01-06', 2) + row('n1', 'apples', '2025-01-06', 1),
    'returns/2025-01-07.csv': header + row('n1', 'apples', '2025-01-06', 4),
    'returns/2025-01-07-corrected.csv': header + row('n1', 'apples', '2025-01-06', 5),
  });
  const sources = project.sources.map((source) =>
    source.kind === 'returns' ? { ...source, repeatedWeek: 'parts' as const } : source,
  );
  const parts = { ...project, sources };
  const scope = { region: 'north', cutoff: files.cutoff };
  const { panelOf, manifest } = await snapshotDataset(ports, parts, await ingestAll(ports, parts), scope);
  const { observed, weeks } = panelOf('large');
  expect([...observed['returns']!.subarray(0, weeks.length)]).toEqual([8, Number.NaN, Number.NaN, Number.NaN]);
  expect(manifest.quality.sources.find(({ kind }) => kind === 'returns')).toMatchObject({ added: 1, corrected: 1 });
});
