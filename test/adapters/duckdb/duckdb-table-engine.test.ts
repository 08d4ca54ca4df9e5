import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import { noCode, noDay, TableUnreadableError, type Columns } from '../../../src/ports/table-engine.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function newEngine() {
  const directory = await temporaryDirectory();
  const tables = await createDuckDbTableEngine({ temporaryDirectory: directory });
  onTestFinished(() => tables.close());
  return { tables, path: (name: string) => join(directory, name) };
}

const sample: Columns = {
  store: ['s1', 's2', null, "o'hare"],
  week: ['2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27'],
  units: Float64Array.from([1.5, Number.NaN, -0, 1e12]),
};

test('Parquet gives back what was written, missing values included', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(sample, path('a.parquet'));
  expect(await tables.readParquet(path('a.parquet'))).toEqual(sample);
});

test('the same rows give the same bytes, also when several are written at once', async () => {
  const { tables, path } = await newEngine();
  const rows = 5000;
  const columns: Columns = {
    key: Array.from({ length: rows }, (_, index) => `key ${index % 7}`),
    value: Float64Array.from({ length: rows }, (_, index) => Math.sin(index)),
  };
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(names.map((name) => tables.writeParquet(columns, path(name))));
  const bytes = await Promise.all(names.map((name) => readFile(path(name), 'hex')));
  expect(new Set(bytes).size).toBe(1);
  const read = await tables.readParquet(path('a'));
  expect(read).toEqual(columns);
});

test('columns and conditions choose what is read', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(sample, path('a.parquet'));
  const read = (where: NonNullable<Parameters<typeof tables.readParquet>[1]>['where']) =>
    tables.readParquet(path('a.parquet'), { columns: ['week'], ...(where ? { where } : {}) });
  expect(await read([{ column: 'week', atMost: '2025-01-13' }])).toEqual({ week: ['2025-01-06', '2025-01-13'] });
  expect(await read([{ column: 'store', in: ["o'hare", 's1'] }])).toEqual({ week: ['2025-01-06', '2025-01-27'] });
  expect(await read([{ column: 'store', notIn: ['s1'] }])).toEqual({ week: ['2025-01-13', '2025-01-27'] });
  expect(await read([{ column: 'store', in: [] }])).toEqual({ week: [] });
  expect(await read([{ column: 'store', notIn: [] }])).toEqual({ week: ['2025-01-06', '2025-01-13', '2025-01-27'] });
});

test('the largest text answers without reading the table', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(sample, path('a.parquet'));
  expect(await tables.largestText([path('a.parquet')], 'week')).toBe('2025-01-27');
  expect(await tables.largestText([path('a.parquet')], 'week', [{ column: 'store', in: ['s2'] }])).toBe('2025-01-13');
  expect(await tables.largestText([path('a.parquet')], 'week', [{ column: 'store', in: ['s9'] }])).toBeUndefined();
});

test('tables without rows, and paths with glob and quote characters, are as good as others', async () => {
  const { tables, path } = await newEngine();
  const empty: Columns = { 'a "b"': [], units: new Float64Array(0) };
  await tables.writeParquet(empty, path("it's [1]*.parquet"));
  expect(await tables.readParquet(path("it's [1]*.parquet"))).toEqual(empty);
});

test('Parquet as text writes every value out', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(sample, path('a.parquet'));
  const texts = await Array.fromAsync(tables.readParquetAsText(path('a.parquet'), 100));
  expect(texts).toEqual([
    {
      store: sample['store'],
      week: sample['week'],
      units: ['1.5', null, '-0.0', '1000000000000.0'],
    },
  ]);
});

test('CSV has a header and quotes where it has to', async () => {
  const { tables, path } = await newEngine();
  await tables.writeCsv(
    { name: ['a,b', 'say "x"', null], units: Float64Array.from([1, 2.5, Number.NaN]) },
    path('a.csv'),
  );
  expect(await readFile(path('a.csv'), 'utf8')).toBe('name,units\n"a,b",1\n"say ""x""",2.5\n,\n');
});

test('a file that is no table is reported with its path', async () => {
  const { tables, path } = await newEngine();
  await writeFile(path('broken.parquet'), 'no parquet');
  const failure = await tables.readParquet(path('broken.parquet')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TableUnreadableError);
  expect(failure).toMatchObject({ path: path('broken.parquet') });
});

test('a table in blocks gives the bytes of the same table in columns, with few texts and with many', async () => {
  const { tables, path } = await newEngine();
  const rows = 130_000;
  const names = ["o'brien", '', 'é', 'x'.repeat(40)];
  const codes = Uint32Array.from({ length: rows }, (_, row) => row % 5);
  const numbers = Uint32Array.from({ length: rows }, (_, row) => row + 1);
  const ids = Array.from({ length: rows }, (_, row) => `id-${row}`);
  const units = Float64Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? Number.NaN : row / 3));
  const halves = (values: Uint32Array) => [values.subarray(0, 65_536), values.subarray(65_536)];
  await tables.writeParquetBlocks(
    {
      rows,
      columns: {
        'na"me': { texts: names, blocks: halves(codes) },
        id: { texts: ids, blocks: halves(numbers) },
        units: { blocks: [units.subarray(0, 65_536), units.subarray(65_536)] },
      },
    },
    path('blocks.parquet'),
  );
  await tables.writeParquet(
    { 'na"me': Array.from(codes, (code) => names[code - 1] ?? null), id: ids, units },
    path('columns.parquet'),
  );
  expect(await readFile(path('blocks.parquet'))).toEqual(await readFile(path('columns.parquet')));
});

test.each([[[]], [['']], [['', 'a']], [["o'brien", 'a\x1fb', 'c']], [['a\0b', 'c']]])(
  'blocks of the texts %j',
  async (texts) => {
    const { tables, path } = await newEngine();
    const codes = Uint32Array.from({ length: texts.length + 1 }, (_, code) => code);
    await tables.writeParquetBlocks(
      {
        rows: codes.length,
        columns: { text: { texts, blocks: [codes] }, row: { blocks: [Float64Array.from(codes)] } },
      },
      path('texts.parquet'),
    );
    expect(await tables.readParquet(path('texts.parquet'))).toMatchObject({ text: [null, ...texts] });
  },
);

test('Parquet as text comes in tables of a given number of rows', async () => {
  const { tables, path } = await newEngine();
  const id = Array.from({ length: 5000 }, (_, row) => String(row));
  await tables.writeParquet({ id }, path('long.parquet'));
  const parts = await Array.fromAsync(tables.readParquetAsText(path('long.parquet'), 3000));
  expect(parts.map((part) => part['id']?.length)).toEqual([2048, 2952]);
  expect(parts.flatMap((part) => part['id'])).toEqual(id);
});

test('rows of several files come as codes, days and numbers, with the index of their file', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(
    {
      store: ['b', 'a', 'x', null],
      week: ['1970-01-05', '1969-12-29', '0 days', null],
      units: Float64Array.of(1, 2, 3, 4),
    },
    path('1.parquet'),
  );
  await tables.writeParquet(
    { store: ["it's", 'a'], week: ['2025-01-06', '2025-01-13'], units: Float64Array.of(Number.NaN, 6) },
    path('0.parquet'),
  );
  const paths = [path('1.parquet'), path('0.parquet')];
  const request = { codes: { store: ['a', 'b', "it's"] }, days: ['week'], numbers: ['units'] };
  expect(await tables.readCoded(paths, request)).toEqual({
    rows: 6,
    file: Int32Array.of(0, 0, 0, 0, 1, 1),
    codes: { store: Int32Array.of(1, 0, noCode, noCode, 2, 0) },
    days: { week: Int32Array.of(4, -3, noDay, noDay, 20_094, 20_101) },
    numbers: { units: Float64Array.of(1, 2, 3, 4, Number.NaN, 6) },
  });
  const where = [{ column: 'week', atLeast: '2025-01-13' }];
  expect(await tables.readCoded(paths, { ...request, where })).toMatchObject({ rows: 1, file: Int32Array.of(1) });
  expect(await tables.readCoded(paths, { ...request, codes: { store: [] } })).toMatchObject({
    codes: { store: new Int32Array(6).fill(noCode) },
  });
  expect(await tables.readCoded([], request)).toMatchObject({ rows: 0, numbers: { units: new Float64Array(0) } });
  expect(await tables.distinctTexts(paths, 'store')).toEqual(['a', 'b', "it's", 'x']);
  expect(await tables.distinctTexts(paths, 'store', where)).toEqual(['a']);
});

test('a file damaged in the middle is reported, however it is read: never as fewer rows, or as zeros', async () => {
  const { tables, path } = await newEngine();
  const rows = 300_000;
  await tables.writeParquet(
    {
      store: Array.from({ length: rows }, (_, row) => `s${row % 7}`),
      units: Float64Array.from({ length: rows }, (_, row) => row * 1.37),
    },
    path('whole.parquet'),
  );
  const bytes = await readFile(path('whole.parquet'));
  bytes.fill(0xff, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.6) + 4000);
  await writeFile(path('damaged.parquet'), bytes);
  const coded = tables.readCoded([path('damaged.parquet')], { codes: {}, days: [], numbers: ['units'] });
  await expect(coded).rejects.toThrow(TableUnreadableError);
  const texts = Array.fromAsync(tables.readParquetAsText(path('damaged.parquet'), 10_000));
  await expect(texts).rejects.toThrow(TableUnreadableError);
  await expect(tables.readParquet(path('damaged.parquet'))).rejects.toThrow(TableUnreadableError);
});

test('rows of two tables are matched by their key, and counted as added, changed or removed', async () => {
  const { tables, path } = await newEngine();
  const table = (rows: readonly (readonly [store: string, week: string, units: number])[], name: string) =>
    tables.writeParquet(
      {
        store: rows.map(([store]) => store),
        week: rows.map(([, week]) => week),
        units: Float64Array.from(rows, ([, , units]) => units),
      },
      path(name),
    );
  const [first, second] = ['2025-01-06', '2025-01-13'];
  const s = (store: string, week: string, units: number) => [store, week, units] as const;
  const unknown = Number.NaN;
  await table([s('1', first, 1), s('2', first, unknown), s('1', second, 3)], 'before');
  await table([s('2', first, unknown), s('1', first, 2), s('2', second, 4)], 'after');
  const key = ['store', 'week'];
  expect(await tables.compareRows(path('before'), path('after'), { key, by: 'week' })).toEqual([
    { value: first, added: 0, changed: 1, removed: 0 },
    { value: second, added: 1, changed: 0, removed: 1 },
  ]);
  expect(await tables.compareRows(path('before'), path('before'), { key, by: 'week' })).toEqual([]);
  expect(await tables.balanceRows(path('before'), path('after'), [])).toEqual({ added: 2, removed: 2 });
  expect(await tables.balanceRows(path('before'), path('after'), ['units'])).toEqual({ added: 1, removed: 1 });
  expect(await tables.countRows(path('before'))).toBe(3);
});

test('a column that only one of two tables has makes no row different', async () => {
  const { tables, path } = await newEngine();
  const week = ['2025-01-06'];
  await tables.writeParquet({ week, units: Float64Array.of(1) }, path('before'));
  await tables.writeParquet({ week, units: Float64Array.of(1), price: Float64Array.of(2) }, path('after'));
  expect(await tables.compareRows(path('before'), path('after'), { key: ['week'], by: 'week' })).toEqual([]);
  expect(await tables.balanceRows(path('before'), path('after'), [])).toEqual({ added: 0, removed: 0 });
});

test('columns are added up by the values of another: of each row the first that has a number', async () => {
  const { tables, path } = await newEngine();
  await tables.writeParquet(
    {
      value: ['2025-01-13', '2025-01-06', '2025-01-06', '2025-01-20', null],
      store: ['1', '1', '2', '2', '2'],
      mean: Float64Array.of(1, 2, Number.NaN, Number.NaN, 9),
      forecast: Float64Array.of(10, 20, 3.5, Number.NaN, 9),
    },
    path('sums.parquet'),
  );
  const request = { by: 'value', of: { total: ['mean', 'forecast'], second: ['forecast'], other: ['other'] } };
  expect(await tables.sumRows(path('sums.parquet'), request)).toEqual([
    { value: '2025-01-06', rows: 2, sums: { total: 5.5, second: 23.5 } },
    { value: '2025-01-13', rows: 1, sums: { total: 1, second: 10 } },
    { value: '2025-01-20', rows: 1, sums: { total: 0, second: 0 } },
  ]);
  const where = [{ column: 'store', in: ['2'] }];
  expect(await tables.sumRows(path('sums.parquet'), { by: 'value', of: {}, where })).toEqual([
    { value: '2025-01-06', rows: 1, sums: {} },
    { value: '2025-01-20', rows: 1, sums: {} },
  ]);
  await expect(tables.sumRows(path('none.parquet'), request)).rejects.toThrow(TableUnreadableError);
});
