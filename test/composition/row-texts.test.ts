import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { readRows } from '../../src/composition/read-rows.ts';
import { RowTexts } from '../../src/composition/row-texts.ts';

const rows = 5000;
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-texts-'));
  path = join(folder, 'rows.parquet');
  const numbers = Array.from({ length: rows }, (_, index) => index);
  const engine = await createDuckDbTableEngine();
  await engine.writeParquet(
    {
      store: numbers.map((index) => (index % 7 === 6 ? null : `store "${index % 7}"`)),
      item: numbers.map((index) => `ä${index % 50}`),
      forecast: Float64Array.from(numbers, (index) => (index % 11 === 0 ? Number.NaN : index / 3)),
      nothing: Float64Array.from(numbers, () => Number.NaN),
    },
    path,
  );
  engine.close();
});
afterAll(() => rm(folder, { recursive: true }));

const texts = new RowTexts();

test.each([
  [{}, { offset: 0, limit: 10 }],
  [{}, { offset: 4990, limit: 100 }],
  [{}, { offset: 6000, limit: 10 }],
  [{ store: 'store "2"' }, { offset: 0, limit: 1000 }],
  [
    { store: ['store "2"', 'store "5"'], item: 'ä7' },
    { offset: 3, limit: 5 },
  ],
  [{ store: 'nowhere' }, { offset: 0, limit: 10 }],
  [{ shelf: 'none' }, { offset: 0, limit: 10 }],
])('rows with %j, %j are those that are read from the file', async (conditions, range) => {
  const found = await texts.read({ path, hash: 'a', rows }, conditions, range);
  const more = { ...range, limit: range.limit + 1 };
  const expected = 'shelf' in conditions ? [] : await readRows(path, conditions, more);
  expect(JSON.parse(`[${found!.text.toString()}]`)).toEqual(expected.slice(0, range.limit));
  expect(found!.more).toBe(expected.length > range.limit);
});

test('a table of many rows, which another process reads, has the same', async () => {
  const known = { path, hash: 'a', rows };
  const [conditions, range] = [{ store: 'store "2"' }, { offset: 3, limit: 500 }];
  const many = await texts.read({ ...known, hash: 'many', rows: 50_000 }, conditions, range);
  expect(many).toEqual(await texts.read(known, conditions, range));
  const missing = { path: join(folder, 'missing'), hash: 'missing', rows: 50_000 };
  await expect(texts.read(missing, {}, range)).rejects.toThrow('missing');
});

test('a table that is too large is left to its file', async () => {
  expect(await texts.read({ path, hash: 'b', rows: 1e6 }, {}, { offset: 0, limit: 1 })).toBeUndefined();
});

test('a table that cannot be read is tried again', async () => {
  const missing = { path: join(folder, 'missing'), hash: 'c', rows };
  await expect(texts.read(missing, {}, { offset: 0, limit: 1 })).rejects.toThrow('missing');
  expect(await texts.read({ ...missing, path }, {}, { offset: 0, limit: 1 })).toBeDefined();
});
