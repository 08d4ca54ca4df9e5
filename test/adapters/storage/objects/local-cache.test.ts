import { existsSync } from 'node:fs';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOfBytes } from '../../../../src/adapters/storage/file-hash.ts';
import { createLocalCache } from '../../../../src/adapters/storage/objects/local-cache.ts';
import { ArtifactCorruptError } from '../../../../src/ports/artifact-errors.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

function artifact(letter: string) {
  const bytes = Buffer.alloc(1000, letter);
  const ref = { hash: hashOfBytes(bytes), extension: 'bin', bytes: 1000 };
  const fetched: string[] = [];
  const fetch = (path: string): Promise<void> => {
    fetched.push(path);
    return writeFile(path, bytes);
  };
  return { ref, fetch, fetched };
}

/** As if nobody had used it for three hours. */
async function forget(path: string): Promise<void> {
  const then = new Date(Date.now() - 3 * 3_600_000);
  await utimes(path, then, then);
}

test('a file is fetched once, also by many who ask at once, and by a second process no more', async () => {
  const directory = await temporaryDirectory();
  const { ref, fetch, fetched } = artifact('a');
  const cache = createLocalCache({ directory, maxBytes: 10_000 });
  const paths = await Promise.all(Array.from({ length: 10 }, () => cache.keep(ref, fetch)));
  paths.push(await createLocalCache({ directory, maxBytes: 10_000 }).keep(ref, fetch));
  expect(new Set(paths).size).toBe(1);
  expect(fetched).toHaveLength(1);
});

test('a damaged copy is fetched again', async () => {
  const directory = await temporaryDirectory();
  const { ref, fetch } = artifact('a');
  const cache = createLocalCache({ directory, maxBytes: 10_000 });
  const path = await cache.keep(ref, fetch);
  await writeFile(path, 'damaged');
  await cache.keep(ref, fetch);
  expect((await stat(path)).size).toBe(1000);
});

test('what was fetched wrong is no copy, and leaves nothing', async () => {
  const directory = await temporaryDirectory();
  const { ref } = artifact('a');
  const cache = createLocalCache({ directory, maxBytes: 10_000 });
  await expect(cache.keep(ref, (path) => writeFile(path, 'other'))).rejects.toThrow(ArtifactCorruptError);
  await expect(cache.keep(ref, () => Promise.reject(new Error('broke off')))).rejects.toThrow('broke off');
  const left = (await readdir(directory, { recursive: true })).filter((name) => name.includes('.part'));
  expect(left).toEqual([]);
});

test('beyond its size the longest unused go, never what this process uses or anybody used lately', async () => {
  const directory = await temporaryDirectory();
  const [inUse, oldest, recent, added] = ['a', 'b', 'c', 'd'].map(artifact);
  const cache = createLocalCache({ directory, maxBytes: 2500 });
  const other = createLocalCache({ directory, maxBytes: 1_000_000 });
  const kept = await cache.keep(inUse!.ref, inUse!.fetch);
  const gone = await other.keep(oldest!.ref, oldest!.fetch);
  const fresh = await other.keep(recent!.ref, recent!.fetch);
  await forget(kept);
  await forget(gone);
  const leftover = join(directory, '.0b1e.part');
  await writeFile(leftover, 'x');
  const aged = new Date(Date.now() - 48 * 3_600_000);
  await utimes(leftover, aged, aged);
  const last = await cache.borrow(added!.ref, added!.fetch, (path) => Promise.resolve(path));
  expect([kept, gone, fresh, last, leftover].map((path) => existsSync(path))).toEqual([true, false, true, true, false]);
});
