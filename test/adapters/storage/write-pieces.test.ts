import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import { writePieces } from '../../../src/adapters/storage/write-pieces.ts';
import type { FilePiece } from '../../../src/ports/file-pieces.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function write(folder: string, pieces: readonly FilePiece[]) {
  const tables = await createDuckDbTableEngine();
  onTestFinished(() => tables.close());
  const generator = function* (): Generator<FilePiece, string> {
    yield* pieces;
    return 'done';
  };
  return { tables, result: await writePieces(folder, generator(), tables) };
}

test('texts grow in parallel, packed by their names; tables are Parquet; the result comes back', async () => {
  const folder = await temporaryDirectory();
  const columns = { name: ['a', 'b'], units: Float64Array.of(1, 2) };
  const { tables, result } = await write(folder, [
    { kind: 'text', path: 'a/plain.csv', text: 'one\n' },
    { kind: 'text', path: 'a/packed.csv.gz', text: 'eins\n' },
    { kind: 'table', path: 'b/c/table.parquet', columns },
    { kind: 'text', path: 'a/plain.csv', text: 'two\n' },
    { kind: 'end', path: 'a/plain.csv' },
    { kind: 'text', path: 'a/packed.csv.gz', text: 'zwei\n' },
  ]);
  expect(result).toBe('done');
  expect(await readFile(join(folder, 'a/plain.csv'), 'utf8')).toBe('one\ntwo\n');
  expect(gunzipSync(await readFile(join(folder, 'a/packed.csv.gz'))).toString()).toBe('eins\nzwei\n');
  expect(await tables.readParquet(join(folder, 'b/c/table.parquet'))).toEqual(columns);
});

test('more than is held in memory at once arrives whole', async () => {
  const folder = await temporaryDirectory();
  const text = 'x'.repeat(99_999) + '\n';
  await write(
    folder,
    Array.from({ length: 60 }, () => ({ kind: 'text' as const, path: 'large.csv.gz', text })),
  );
  expect(gunzipSync(await readFile(join(folder, 'large.csv.gz'))).byteLength).toBe(6_000_000);
});

test('what is there already is not written over', async () => {
  const folder = await temporaryDirectory();
  await writeFile(join(folder, 'mine.csv'), 'mine');
  const writing = write(folder, [{ kind: 'text', path: 'mine.csv', text: 'theirs' }]);
  await expect(writing).rejects.toThrow(/EEXIST/);
  expect(await readFile(join(folder, 'mine.csv'), 'utf8')).toBe('mine');
});
