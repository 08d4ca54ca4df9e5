import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import type { ReasonCounts } from '../../src/contracts/dataset.ts';
import { ingestSource } from '../../src/datasets/ingest.ts';
import type { DatasetPorts } from '../../src/datasets/ports.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import type { DuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalPorts, ingestAll } from '../support/dataset-ports.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';

/** One project for all: every input is a source of its own, with a folder of its own, so that nothing has to be set up again. */
let files: SmallProject;
let project: LoadedProject;
let ports: DatasetPorts & { readonly tables: DuckDbTableEngine };
let folders = 0;

beforeAll(async () => {
  files = await createSmallProject({ directory: await mkdtemp(join(tmpdir(), 'shelfcast-test-')), weeks: 4 });
  const loaded = await loadProject(files.directory);
  const sources = loaded.sources.map((source) => ({ ...source, maxBadShare: 1 }));
  project = { ...loaded, sources };
  ports = await createLocalPorts(project);
});
afterAll(async () => {
  ports.tables.close();
  await rm(files.directory, { recursive: true });
});

const header = 'store,item,week,units';
const good = 'n1,apples,2025-01-06,1';

/** Ingests one file as the sales of the project. */
async function ingest(name: string, content: string | Uint8Array) {
  const folder = `input-${(folders += 1)}`;
  await files.write(`${folder}/${name}`, content);
  const sources = project.sources.map((source) =>
    source.name === 'sales' ? { ...source, landing: `${folder}/**/*` } : source,
  );
  return ingestSource(ports, { ...project, sources }, 'sales');
}

const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const zipped = (text: string) => gzipSync(text);

describe('rows that are set aside, the others kept', () => {
  const cases: readonly (readonly [string, string, ReasonCounts])[] = [
    ['one value too few', 's,a,2025-01-06', { 'malformed-line': 1 }],
    ['one value too many', 's,a,2025-01-06,1,2', { 'malformed-line': 1 }],
    ['another separator', 's;a;2025-01-06;1', { 'malformed-line': 1 }],
    ['tabs for commas', 's\ta\t2025-01-06\t1', { 'malformed-line': 1 }],
    ['a decimal comma', 's,a,2025-01-06,1,5', { 'malformed-line': 1 }],
    ['a quoted decimal comma', 's,a,2025-01-06,"1,5"', { 'unparsable-value': 1 }],
    ['thousands with commas', 's,a,2025-01-06,"1,000"', { 'unparsable-value': 1 }],
    ['thousands with points and a comma', 's,a,2025-01-06,"1.000,5"', { 'unparsable-value': 1 }],
    ['thousands with blanks', 's,a,2025-01-06,1 000', { 'unparsable-value': 1 }],
    ['thousands with apostrophes', "s,a,2025-01-06,1'000", { 'unparsable-value': 1 }],
    ['a currency', 's,a,2025-01-06,$5', { 'unparsable-value': 1 }],
    ['a unit', 's,a,2025-01-06,5 kg', { 'unparsable-value': 1 }],
    ['NaN', 's,a,2025-01-06,NaN', { 'unparsable-value': 1 }],
    ['Infinity', 's,a,2025-01-06,Infinity', { 'unparsable-value': 1 }],
    ['a hexadecimal number', 's,a,2025-01-06,0x10', { 'unparsable-value': 1 }],
    ['a word', 's,a,2025-01-06,null', { 'unparsable-value': 1 }],
    ['an error of a sheet', 's,a,2025-01-06,#DIV/0!', { 'unparsable-value': 1 }],
    ['1e308', 's,a,2025-01-06,1e308', { 'implausible-value': 1 }],
    ['1e999', 's,a,2025-01-06,1e999', { 'implausible-value': 1 }],
    ['two million millions', 's,a,2025-01-06,2000000000000', { 'implausible-value': 1 }],
    ['negative units', 's,a,2025-01-06,-1', { 'negative-units': 1 }],
    ['no units', 's,a,2025-01-06,', { 'missing-value': 1 }],
    ['blank units', 's,a,2025-01-06,   ', { 'missing-value': 1 }],
    ['no store', ',a,2025-01-06,1', { 'missing-value': 1 }],
    ['no item', 's,,2025-01-06,1', { 'missing-value': 1 }],
    ['no week', 's,a,,1', { 'missing-value': 1 }],
    ['only separators', ',,,', { 'missing-value': 1 }],
    ['30 February', 's,a,2025-02-30,1', { 'impossible-date': 1 }],
    ['29 February of a common year', 's,a,2025-02-29,1', { 'impossible-date': 1 }],
    ['month 13', 's,a,2025-13-06,1', { 'impossible-date': 1 }],
    ['month 0', 's,a,2025-00-06,1', { 'impossible-date': 1 }],
    ['an American date', 's,a,01/06/2025,1', { 'impossible-date': 1 }],
    ['a German date', 's,a,06.01.2025,1', { 'impossible-date': 1 }],
    ['a date without separators', 's,a,20250106,1', { 'impossible-date': 1 }],
    ['a year of two digits', 's,a,25-01-06,1', { 'impossible-date': 1 }],
    ['a month in words', 's,a,6 Jan 2025,1', { 'impossible-date': 1 }],
    ['a moment', 's,a,2025-01-06T00:00:00Z,1', { 'impossible-date': 1 }],
    ['a number of a sheet', 's,a,45663,1', { 'impossible-date': 1 }],
    ['a week number', 's,a,2025-W02,1', { 'impossible-date': 1 }],
    ['a date between blanks', 's,a, 2025-01-06,1', { 'impossible-date': 1 }],
    ['a day no week starts on', 's,a,2025-01-07,1', { 'not-a-week': 1 }],
    ['the same row again', good, { 'duplicate-identical': 1 }],
    ['the same row written in another way', 'n1,apples,2025-01-06,1.0', { 'duplicate-identical': 1 }],
    ['the same key with other units', 'n1,apples,2025-01-06,2', { 'duplicate-conflicting': 1 }],
    ['text after a quote', '"s"x,a,2025-01-06,1', { 'malformed-line': 1 }],
    ['a quote that is never closed', '"s,a,2025-01-06,1', { 'malformed-line': 1 }],
    ['two of them', '"s,a,2025-01-06,1\n"t,a,2025-01-06,1', { 'malformed-line': 2 }],
    ['a NUL', 's\0,a,2025-01-06,1', { 'malformed-line': 1 }],
    ['a line of two million characters', `${'s'.repeat(2_000_000)},a,2025-01-06,1`, { 'malformed-line': 1 }],
    ['a line that is binary', '\u0001\u0002\u0003\0\0', { 'malformed-line': 1 }],
    ['a header again', header, { 'unparsable-value': 1 }],
  ];
  test.each(cases)('%s', async (_, line, reasons) => {
    const ingested = await ingest('a.csv', [header, good, line, 'n2,bread,2025-01-06,2', ''].join('\n'));
    expect(ingested).toMatchObject({ rows: 2, reasons });
    expect(ingested.quarantined).toBe(Object.values(reasons).reduce((sum, count) => sum + count, 0));
  });

  const whole: readonly (readonly [string, string, string | Uint8Array, ReasonCounts])[] = [
    [
      'Latin-1 in a row',
      'a.csv',
      Buffer.from(`${header}\n${good}\ncaf\u00e9,a,2025-01-06,1\n`, 'latin1'),
      { 'malformed-line': 1 },
    ],
    [
      'a UTF-8 character cut short',
      'a.csv',
      Buffer.concat([Buffer.from(`${header}\n${good}\ns`), Buffer.of(0xc3), Buffer.from(',a,2025-01-06,1\n')]),
      { 'malformed-line': 1 },
    ],
    ['JSON with a nested value', 'a.jsonl', `${json({})}\n${json({ units: { value: 1 } })}\n`, { 'malformed-line': 1 }],
    ['JSON with a list', 'a.jsonl', `${json({})}\n[1,2]\n`, { 'malformed-line': 1 }],
    ['JSON cut short', 'a.jsonl', `${json({})}\n{"store":"n1","it`, { 'malformed-line': 1 }],
    ['JSON with single quotes', 'a.ndjson', `${json({})}\n{'store':'n1'}\n`, { 'malformed-line': 1 }],
    [
      'JSON that lacks a value',
      'a.jsonl',
      `${json({})}\n{"store":"n2","item":"a","week":"2025-01-06"}\n`,
      { 'missing-value': 1 },
    ],
  ];
  test.each(whole)('%s', async (_, name, content, reasons) => {
    expect(await ingest(name, content)).toMatchObject({ rows: 1, reasons });
  });
});

function json(change: object): string {
  return JSON.stringify({ store: 'n1', item: 'apples', week: '2025-01-06', units: 1, ...change });
}

describe('files of odd shape that hold what they should', () => {
  test.each<[string, string, string | Uint8Array, number]>([
    ['a byte order mark', 'a.csv', `\ufeff${header}\n${good}\n`, 1],
    ['CRLF', 'a.csv', `${header}\r\n${good}\r\n`, 1],
    ['no last line break', 'a.csv', `${header}\n${good}`, 1],
    ['UTF-16 with a mark, little-endian', 'a.csv', utf16(`${header}\n${good}\n`), 1],
    ['UTF-16 with a mark, big-endian', 'a.csv', utf16(`${header}\n${good}\n`, true), 1],
    ['blank lines', 'a.csv', `\n${header}\n\n\r\n${good}\n\n\n`, 1],
    ['quotes around everything', 'a.csv', '"store","item","week","units"\n"n1","a, b","2025-01-06","1"\n', 1],
    ['a line break in quotes', 'a.csv', `${header}\n"n\n1",a,2025-01-06,1\n`, 1],
    ['blanks around names of the header', 'a.csv', ` store , item,week,units\n${good}\n`, 1],
    [
      'gzip of several members',
      'a.csv.gz',
      Buffer.concat([zipped(`${header}\n${good}\n`), zipped('n2,a,2025-01-06,1\n')]),
      2,
    ],
    ['weeks with gaps', 'a.csv', `${header}\n${good}\nn1,apples,2025-03-31,1\n`, 2],
    ['weeks far ahead', 'a.csv', `${header}\nn1,apples,2099-01-05,1\n`, 1],
    ['a name with quotes', 'it\'s "new".csv', `${header}\n${good}\n`, 1],
    ['a name with glob characters', '[a]*{b}?.csv', `${header}\n${good}\n`, 1],
    ['a name with a line break', 'a\nb.csv', `${header}\n${good}\n`, 1],
    ['a name that climbs only in looks', '..a..csv/..%2f..csv', `${header}\n${good}\n`, 1],
  ])('%s', async (_, name, content, rows) => {
    if (name.startsWith('..')) expect(await hiddenIsLeftOut(name, content)).toBe(1);
    else expect(await ingest(name, content)).toMatchObject({ rows, quarantined: 0 });
  });

  /** Parts of a path that begin with a point are left out, whatever they are. */
  async function hiddenIsLeftOut(name: string, content: string | Uint8Array): Promise<number> {
    await files.write(`input-${folders + 1}/${name}`, content);
    return (await ingest('a.csv', `${header}\n${good}\n`)).files;
  }
});

describe('files that stop the source', () => {
  test.each<[string, string, string | Uint8Array, string, string]>([
    ['no bytes', 'a.csv', '', 'FileEmptyError', 'no bytes'],
    ['only line breaks', 'a.csv', '\n\r\n\n', 'FileEmptyError', 'no bytes'],
    ['only a byte order mark', 'a.csv', '\ufeff', 'FileEmptyError', 'no bytes'],
    ['only a header', 'a.csv', header, 'FileEmptyError', 'a header without rows'],
    ['empty gzip', 'a.csv.gz', zipped(''), 'FileEmptyError', 'no bytes'],
    ['no JSON at all', 'a.jsonl', '\n\n', 'FileEmptyError', 'no bytes'],
    ['UTF-16 without a mark', 'a.csv', Buffer.from(`${header}\n`, 'utf16le'), 'FileUnreadableError', 'NUL character'],
    [
      'Latin-1 in the header',
      'a.csv',
      Buffer.from(`caf\u00e9,${header}\nx,${good}\n`, 'latin1'),
      'FileUnreadableError',
      "not UTF-8); if Excel or Windows wrote the files, declare encoding: 'windows-1252'",
    ],
    ['gzip cut short', 'a.csv.gz', zipped(`${header}\n${good}\n`).subarray(0, -9), 'FileUnreadableError', 'cut short'],
    ['gzip cut in its first bytes', 'a.csv.gz', zipped('x').subarray(0, 5), 'FileUnreadableError', 'cut short'],
    [
      'gzip with garbage after it',
      'a.csv.gz',
      Buffer.concat([zipped(`${header}\n${good}\n`), Buffer.from('garbage')]),
      'FileUnreadableError',
      'no valid gzip',
    ],
    ['plain text named gzip', 'a.csv.gz', `${header}\n${good}\n`, 'FileUnreadableError', 'no valid gzip'],
    ['gzip named plain', 'a.csv', zipped(`${header}\n${good}\n`), 'FileUnreadableError', 'header'],
    ['an unknown extension', 'a.xlsx', 'PK', 'FileUnreadableError', '.xlsx are not supported'],
    ['no ending', 'sales', good, 'FileUnreadableError', 'are not supported'],
    ['no Parquet', 'a.parquet', `${header}\n`, 'FileUnreadableError', 'no valid Parquet'],
    ['a column missing', 'a.csv', 'store,item,week\nn1,a,2025-01-06\n', 'ColumnMissingError', 'no column units'],
    [
      'a column renamed',
      'a.csv',
      `store,item,week,Units sold\n${good}\n`,
      'ColumnMissingError',
      `{ "Units sold": 'units' }`,
    ],
    ['no header', 'a.csv', `${good}\n${good}\n`, 'ColumnMissingError', 'no column store, item, week, units'],
    ['a header in another case', 'a.csv', `Store,Item,Week,Units\n${good}\n`, 'ColumnMissingError', 'Store'],
    ['semicolons', 'a.csv', `${header.replaceAll(',', ';')}\n`, 'ColumnMissingError', 'found store;item;week;units'],
    ['semicolons: the way out', 'a.csv', `${header.replaceAll(',', ';')}\n`, 'ColumnMissingError', "delimiter: ';'"],
    ['tabs: the way out', 'a.csv', `${header.replaceAll(',', '\t')}\n`, 'ColumnMissingError', "delimiter: '\\t'"],
    ['a column named twice', 'a.csv', `${header},units\n${good},1\n`, 'HeaderError', 'names the column units twice'],
    ['a column without a name', 'a.csv', `${header},\n${good},\n`, 'HeaderError', 'without a name'],
    ['JSON that lacks a column', 'a.jsonl', '{"store":"n1"}\n', 'ColumnMissingError', 'no column item, week, units'],
  ])('%s', async (_, name, content, error, message) => {
    const failure: unknown = await ingest(name, content).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ name: error, source: 'sales' });
    expect((failure as Error).message).toContain(message);
  });

  test('Parquet of another schema', async () => {
    const path = join(files.landingDirectory, 'other.parquet');
    await ports.tables.writeParquet({ shop: ['n1'], amount: Float64Array.of(1) }, path);
    const sources = project.sources.map((source) => ({ ...source, landing: 'other.parquet' }));
    await expect(ingestSource(ports, { ...project, sources }, 'sales')).rejects.toMatchObject({
      name: 'ColumnMissingError',
      found: ['shop', 'amount'],
    });
  });

  test('Parquet cut short', async () => {
    const path = join(files.landingDirectory, 'whole.parquet');
    await ports.tables.writeParquet(
      { store: ['n1'], item: ['a'], week: ['2025-01-06'], units: Float64Array.of(1) },
      path,
    );
    await expect(ingest('a.parquet', (await readFile(path)).subarray(0, -20))).rejects.toMatchObject({
      name: 'FileUnreadableError',
    });
  });

  test('a link that leads out of landing', async () => {
    await writeFile(join(files.directory, 'secret.csv'), `${header}\n${good}\n`);
    await mkdir(join(files.landingDirectory, 'links'), { recursive: true });
    await symlink('../../secret.csv', join(files.landingDirectory, 'links/a.csv'));
    const sources = project.sources.map((source) => ({ ...source, landing: 'links/*' }));
    await expect(ingestSource(ports, { ...project, sources }, 'sales')).rejects.toMatchObject({
      name: 'LandingLinkError',
    });
  });
});

test('unknown stores and items are set aside by the snapshot', async () => {
  await files.write('sales/stray.csv', `${header}\nn9,apples,2025-01-13,1\nn1,pears,2025-01-13,1\n`);
  const ingested = await ingestAll(ports, project);
  const { manifest } = await snapshotDataset(ports, project, ingested, {
    region: 'north',
    cutoff: files.cutoff,
  });
  const sales = manifest.quality.sources.find(({ source }) => source === 'sales');
  expect(sales?.quarantined).toEqual({ 'unknown-store': 1, 'unknown-item': 1 });
});
