import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { ConditionedFile } from '../../src/contracts/dataset.ts';
import * as errors from '../../src/datasets/errors.ts';
import { ingestSource } from '../../src/datasets/ingest.ts';
import type { DatasetPorts } from '../../src/datasets/ports.ts';
import { getJson } from '../../src/ports/json-artifacts.ts';
import { createLocalPorts } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

const header = 'store,item,week,units';

/** The small project with one more sales file, which holds these lines under the header. */
async function withSales(lines: readonly string[], path = 'sales/more.csv') {
  const small = await loadedSmallProject({ weeks: 4 });
  const content = [header, ...lines, ''].join('\n');
  await small.files.write(path, path.endsWith('.gz') ? gzipSync(content) : content);
  return small;
}

async function fileNamed(ports: DatasetPorts, ingested: { listing: ConditionedFile['conditioned'] }, path: string) {
  const files = await getJson<ConditionedFile[]>(ports.store, ingested.listing);
  return files.find((file) => file.path === path);
}

/** Enough good rows that a single bad one is below the default limit of 2 %. */
const fill = Array.from({ length: 60 }, (_, index) => `f${index},apples,2025-01-06,1`);

describe('a source', () => {
  test('is conditioned once, and again only where a file is new or changed', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    const first = await ingestSource(ports, project, 'sales');
    expect(first).toMatchObject({ source: 'sales', files: 1, newFiles: 1, rows: 96, quarantined: 0, reasons: {} });
    expect(await ingestSource(ports, project, 'sales')).toEqual({ ...first, newFiles: 0 });

    const delivered = await files.deliverWeek(1);
    expect(await ingestSource(ports, project, 'sales')).toMatchObject({ files: 2, newFiles: 1, rows: 120 });
    await writeFile(delivered, `${header}\nn1,apples,2025-02-03,5\n`);
    expect(await ingestSource(ports, project, 'sales')).toMatchObject({ files: 2, newFiles: 1, rows: 97 });
    await rm(delivered);
    expect(await ingestSource(ports, project, 'sales')).toEqual({ ...first, newFiles: 0 });
  });

  test('is conditioned again where its code is another', async () => {
    const { project, ports } = await loadedSmallProject({ weeks: 4 });
    const first = await ingestSource(ports, project, 'sales');
    const changed = { ...project, conditioningVersion: 'another' };
    const second = await ingestSource(ports, changed, 'sales');
    expect(second.newFiles).toBe(1);
    const [before, after] = [
      await fileNamed(ports, first, 'sales/history.csv'),
      await fileNamed(ports, second, 'sales/history.csv'),
    ];
    expect(after?.conditionerVersion).not.toBe(before?.conditionerVersion);
    expect(after?.conditioned).toEqual(before?.conditioned);
  });

  test('is conditioned again where the store lost what was made of it', async () => {
    const { project, ports } = await loadedSmallProject({ weeks: 4 });
    const first = await ingestSource(ports, project, 'sales');
    const file = await fileNamed(ports, first, 'sales/history.csv');
    await rm(await ports.store.localPath(file!.conditioned));
    expect(await ingestSource(ports, project, 'sales')).toEqual(first);
  });

  test.each(['sales/more.csv', 'sales/more.csv.gz'])('reads %s', async (path) => {
    const { project, ports } = await withSales(['n1,apples,2025-02-03,5'], path);
    expect(await ingestSource(ports, project, 'sales')).toMatchObject({ files: 2, rows: 97, quarantined: 0 });
  });

  test('reads JSON lines and Parquet', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.write('sales/a.jsonl', '{"store":"n1","item":"apples","week":"2025-02-03","units":5}\n');
    await ports.tables.writeParquet(
      { store: ['n2'], item: ['apples'], week: ['2025-02-03'], units: Float64Array.of(5) },
      join(files.landingDirectory, 'sales/b.parquet'),
    );
    expect(await ingestSource(ports, project, 'sales')).toMatchObject({ files: 3, rows: 98, quarantined: 0 });
  });

  test('reports its progress, file by file', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.deliverWeek(1);
    const seen: { file: string; done: number; of: number }[] = [];
    await ingestSource(ports, project, 'sales', { onFile: (progress) => seen.push(progress) });
    expect(seen.map(({ done, of }) => [done, of])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(new Set(seen.map(({ file }) => file)).size).toBe(2);
  });

  test('may be brought up to date by two workers at once', async () => {
    const { project, ports } = await loadedSmallProject({ weeks: 4 });
    const other = await createLocalPorts(project);
    onTestFinished(() => other.tables.close());
    const [one, two] = await Promise.all([
      ingestSource(ports, project, 'sales'),
      ingestSource(other, project, 'sales'),
    ]);
    expect(two.listing).toEqual(one.listing);
    expect(await ingestSource(ports, project, 'sales')).toEqual({ ...one, newFiles: 0 });
  });

  test('has to be one of the project', async () => {
    const { project, ports } = await loadedSmallProject({ weeks: 4 });
    await expect(ingestSource(ports, project, 'weather')).rejects.toThrow(
      'there is no source weather; there are sales, plans, stores, items',
    );
  });
});

test('bad rows are set aside with file, line, column, reason and the raw row', async () => {
  const { project, ports } = await withSales([...fill, 'n1,apples,2025-02-30,5']);
  const ingested = await ingestSource(ports, project, 'sales');
  expect(ingested).toMatchObject({ rows: 156, quarantined: 1, reasons: { 'impossible-date': 1 } });
  const file = await fileNamed(ports, ingested, 'sales/more.csv');
  expect(file).toMatchObject({ rawRows: 61, rows: 60, quarantinedRows: 1 });
  expect(Buffer.from(await ports.store.get(file!.quarantined!)).toString()).toBe(
    'file,line,column,reason,detail,raw\n' +
      'sales/more.csv,62,week,impossible-date,"""2025-02-30""","n1,apples,2025-02-30,5"\n',
  );
});

describe('a source fails as a whole', () => {
  const gzipCutShort = gzipSync(`${header}\n${fill.join('\n')}\n`).subarray(0, -12);
  const gzipDamaged = gzipSync(`${header}\n${fill.join('\n')}\n`);
  gzipDamaged[40] = gzipDamaged[40]! ^ 0xff;

  test.each<[string, string, string | Uint8Array, keyof typeof errors, string]>([
    ['no bytes', 'a.csv', '', 'FileEmptyError', 'file sales/a.csv is empty (no bytes)'],
    ['only blanks', 'a.csv', ' \n\n', 'FileEmptyError', 'file sales/a.csv is empty (no bytes)'],
    ['a header alone', 'a.csv', `${header}\n`, 'FileEmptyError', 'file sales/a.csv is empty (a header without rows)'],
    ['gzip cut short', 'a.csv.gz', gzipCutShort, 'FileUnreadableError', 'its gzip content is cut short'],
    ['gzip damaged', 'a.csv.gz', gzipDamaged, 'FileUnreadableError', 'no valid gzip content'],
    ['no gzip at all', 'a.csv.gz', `${header}\n`, 'FileUnreadableError', 'no valid gzip content'],
    ['no Parquet', 'a.parquet', 'PAR?', 'FileUnreadableError', 'no valid Parquet content'],
    [
      'a missing column',
      'a.csv',
      'store,item,week\ns1,a,2025-01-06\n',
      'ColumnMissingError',
      'file sales/a.csv has no column units; expected store, item, week, units; found store, item, week;',
    ],
    [
      'another delimiter',
      'a.csv',
      'store;item;week;units\ns1;a;2025-01-06;1\n',
      'ColumnMissingError',
      'has no column store, item, week, units',
    ],
    [
      'a column named twice',
      'a.csv',
      'store,item,week,units,units\ns1,a,2025-01-06,1,2\n',
      'HeaderError',
      'file sales/a.csv, line 1: the header names the column units twice',
    ],
    [
      'a column without a name',
      'a.csv',
      'store,item,week,units,\ns1,a,2025-01-06,1,2\n',
      'HeaderError',
      'the header leaves a column without a name',
    ],
    [
      'rows that Windows wrote',
      'a.csv',
      Buffer.from(`${header}\nMünchen,apples,2025-01-06,1\n`, 'latin1'),
      'TooManyBadRowsError',
      "declare encoding: 'windows-1252' for the source",
    ],
    [
      'more bad rows than allowed',
      'a.csv',
      `${header}\nn1,apples,2025-01-06,1\nn1,bread,2025-01-06,-1\n`,
      'TooManyBadRowsError',
      'file sales/a.csv: 1 of 2 rows are bad (50.0 %, limit 2.0 %): negative-units 1; ' +
        'first: sales/a.csv, line 3, column units: negative-units, -1;',
    ],
  ])('%s', async (_, name, content, error, message) => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.write(`sales/${name}`, content);
    const failure: unknown = await ingestSource(ports, project, 'sales').catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ name: error, source: 'sales', file: `sales/${name}` });
    expect(failure).toBeInstanceOf(errors[error]);
    expect((failure as Error).message).toContain(message);
  });

  test('without files', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await rename(
      join(files.landingDirectory, 'sales/history.csv'),
      join(files.landingDirectory, 'sales/history.csv.part'),
    );
    await expect(ingestSource(ports, project, 'sales')).rejects.toMatchObject({
      name: 'SourceEmptyError',
      source: 'sales',
      glob: 'sales/*.{csv,csv.gz,jsonl,parquet}',
      landingDirectory: files.landingDirectory,
    });
  });

  test('with the facts of the bad rows in the error, the rows in the store, and the same again on a second run', async () => {
    const { project, ports } = await withSales(['n1,apples,2025-01-06,x']);
    for (let run = 0; run < 2; run += 1) {
      const failure = await ingestSource(ports, project, 'sales').catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({
        badRows: 1,
        rows: 1,
        share: 1,
        maxBadShare: 0.02,
        reasons: { 'unparsable-value': 1 },
      });
      const { quarantined } = failure as errors.TooManyBadRowsError;
      expect(await readFile(await ports.store.localPath(quarantined), 'utf8')).toContain('sales/more.csv,2,units');
    }
  });

  test('until its limit allows the bad rows, without conditioning anything again', async () => {
    const { project, ports } = await withSales(['n1,apples,2025-01-06,x', 'n1,bread,2025-02-03,1']);
    await expect(ingestSource(ports, project, 'sales')).rejects.toThrow(errors.TooManyBadRowsError);
    const sources = project.sources.map((source) => ({ ...source, maxBadShare: 0.5 }));
    expect(await ingestSource(ports, { ...project, sources }, 'sales')).toMatchObject({ newFiles: 0, quarantined: 1 });
  });
});

describe('columns that change', () => {
  test('one more is let through and recorded', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.write('sales/more.csv', `${header},note\nn1,apples,2025-02-03,5,x\n`);
    const ingested = await ingestSource(ports, project, 'sales');
    expect((await fileNamed(ports, ingested, 'sales/more.csv'))?.rawColumns).toEqual([...header.split(','), 'note']);
  });

  test('a renamed one stops the source, with the nearest name and the way out', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.write('sales/more.csv', 'store,item,week,unit\nn1,apples,2025-02-03,5\n');
    await expect(ingestSource(ports, project, 'sales')).rejects.toThrow(
      `file sales/more.csv has no column units; expected store, item, week, units; found store, item, week, unit; deliver the file with these columns, or change the source's columns and conditioner; found "unit"; if it was renamed, declare migrations: { renamed: { unit: 'units' } }`,
    );
  });

  test('migrations bring renamed and later columns under one name', async () => {
    const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
    await files.write('sales/more.csv', 'store,item,unit\nn1,apples,5\n');
    const migrations = { renamed: { unit: 'units' }, defaults: { week: '2025-02-03' } };
    const sources = project.sources.map((source) => ({ ...source, migrations }));
    const ingested = await ingestSource(ports, { ...project, sources }, 'sales');
    expect(ingested).toMatchObject({ rows: 97, quarantined: 0 });
    expect((await fileNamed(ports, ingested, 'sales/more.csv'))?.rawColumns).toEqual(['store', 'item', 'unit']);
  });

  test('one that changed its type is reported with an example', async () => {
    const { project, ports } = await withSales(fill.map((line) => line.replace(/,1$/, ',"1,5"')));
    const failure: unknown = await ingestSource(ports, project, 'sales').catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(errors.ColumnRetypedError);
    expect(failure).toMatchObject({ name: 'ColumnRetypedError', column: 'units', expected: 'a number', badRows: 60 });
    expect((failure as Error).message).toContain(
      'file sales/more.csv: the column units seems to have changed its type: 60 of 60 values are not a number, as in "f0,apples,2025-01-06,"1,5"" on line 2; parse it in the conditioner',
    );
  });
});

test('JSON lines whose names come up late are read as if they had come first', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
  const line = (store: string, more: object) => JSON.stringify({ store, item: 'apples', week: '2025-02-03', ...more });
  const many = Array.from({ length: 100_001 }, (_, index) => line(`m${index}`, { units: 1 }));
  await files.write('sales/a.jsonl', [...many, line('n1', { note: 'x', units: 2 })].join('\n'));
  const ingested = await ingestSource(ports, project, 'sales');
  expect(ingested).toMatchObject({ rows: 96 + 100_002, quarantined: 0 });
  expect((await fileNamed(ports, ingested, 'sales/a.jsonl'))?.rawColumns).toContain('note');
});

test('a raw schema sets rows aside before the conditioner sees them', async () => {
  const { project, ports } = await withSales([...fill, 'nobody,apples,2025-02-03,5']);
  const raw = z.object({ store: z.string().regex(/^[a-z]\d+$/) });
  const sources = project.sources.map((source) => (source.name === 'sales' ? { ...source, raw } : source));
  const ingested = await ingestSource(ports, { ...project, sources }, 'sales');
  expect(ingested).toMatchObject({ rows: 156, reasons: { 'raw-schema': 1 } });
  const file = await fileNamed(ports, ingested, 'sales/more.csv');
  expect(Buffer.from(await ports.store.get(file!.quarantined!)).toString()).toContain(
    'sales/more.csv,62,store,raw-schema,"""nobody"": ',
  );
});
