import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { ArtifactCorruptError, ArtifactMissingError, StoreNameError } from '../../../src/ports/artifact-errors.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const hello = Buffer.from('hello');
/** `printf hello | sha256sum` */
const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

async function newStore() {
  const directory = await temporaryDirectory();
  return { directory, store: createLocalArtifactStore(directory) };
}

describe('artifacts', () => {
  test('are named by the hash of their bytes and come back as they were', async () => {
    const { directory, store } = await newStore();
    const ref = await store.put(hello, 'bin');
    expect(ref).toEqual({ hash: helloHash, extension: 'bin', bytes: 5 });
    expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
    expect(await store.localPath(ref)).toBe(join(directory, 'objects/2c', `${helloHash.slice(2)}.bin`));
  });

  test('written twice are one file, and no temporary file stays', async () => {
    const { directory, store } = await newStore();
    await Promise.all(Array.from({ length: 20 }, () => store.put(hello, 'bin')));
    expect(await readdir(join(directory, 'objects/2c'))).toEqual([`${helloHash.slice(2)}.bin`]);
  });

  test('come from a local file too, which stays', async () => {
    const { directory, store } = await newStore();
    const source = join(directory, 'source.txt');
    await writeFile(source, 'hello');
    expect(await store.putFile(source, 'txt')).toEqual({ hash: helloHash, extension: 'txt', bytes: 5 });
    expect(await readFile(source, 'utf8')).toBe('hello');
  });

  test('that are not there are reported as missing', async () => {
    const { store } = await newStore();
    const ref = { hash: helloHash, extension: 'bin', bytes: 5 };
    await expect(store.get(ref)).rejects.toThrow(ArtifactMissingError);
    await expect(store.localPath(ref)).rejects.toThrow(ArtifactMissingError);
    await expect(store.publishAs(ref, 'a.bin')).rejects.toThrow(ArtifactMissingError);
  });

  test('whose bytes were damaged are reported as corrupt, until they are put again', async () => {
    const { store } = await newStore();
    const ref = await store.put(hello, 'bin');
    const path = await store.localPath(ref);
    await writeFile(path, 'jello');
    await expect(store.get(ref)).rejects.toThrow(ArtifactCorruptError);
    await expect(store.localPath(ref)).rejects.toThrow(ArtifactCorruptError);
    await store.put(hello, 'bin');
    expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
  });
});

describe('pointers', () => {
  test('are absent, then hold the last text', async () => {
    const { store } = await newStore();
    expect(await store.readPointer('a/b')).toBeUndefined();
    await store.writePointer('a/b', 'one');
    await store.writePointer('a/b', 'two');
    expect(await store.readPointer('a/b')).toBe('two');
  });

  test('written by two processes at once are read whole', async () => {
    const { directory, store } = await newStore();
    const storeModule = fileURLToPath(
      new URL('../../../src/adapters/storage/local-artifact-store.ts', import.meta.url),
    );
    const program = `
      import { createLocalArtifactStore } from ${JSON.stringify(storeModule)};
      const store = createLocalArtifactStore(${JSON.stringify(directory)});
      const text = process.argv[1].repeat(20000);
      for (let round = 0; round < 40; round += 1) await store.writePointer('shared', text);`;
    const run = (letter: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, letter]);
    await store.writePointer('shared', 'a'.repeat(20_000));
    const state = { running: true };
    const writers = Promise.all([run('a'), run('b')]).finally(() => (state.running = false));
    const seen = new Set<string>();
    while (state.running) seen.add((await store.readPointer('shared')) ?? 'absent');
    await writers;
    expect([...seen].filter((text) => !/^(a{20000}|b{20000})$/.test(text))).toEqual([]);
  }, 20_000);
});

describe('publishing', () => {
  test('copies an artifact to a readable name', async () => {
    const { directory, store } = await newStore();
    const uri = await store.publishAs(await store.put(hello, 'txt'), 'prod/north/2025-01-06/forecasts.txt');
    expect(uri).toBe(`file://${directory}/published/prod/north/2025-01-06/forecasts.txt`);
    expect(await readFile(fileURLToPath(uri), 'utf8')).toBe('hello');
  });

  test('again replaces what was there', async () => {
    const { store } = await newStore();
    await store.publishAs(await store.put(hello, 'txt'), 'a.txt');
    const uri = await store.publishAs(await store.put(Buffer.from('new'), 'txt'), 'a.txt');
    expect(await readFile(fileURLToPath(uri), 'utf8')).toBe('new');
  });
});

describe('names that could leave their folder', () => {
  const bad = [
    '',
    '.',
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    'a/',
    '.hidden',
    'a/.b',
    'a\\b',
    'a\0b',
    'x y',
    'ü',
  ];
  test.each(bad)('are refused: %j', async (name) => {
    const { directory, store } = await newStore();
    const ref = await store.put(hello, 'txt');
    await expect(store.publishAs(ref, name)).rejects.toThrow(StoreNameError);
    await expect(store.writePointer(name, 'x')).rejects.toThrow(StoreNameError);
    await expect(store.readPointer(name)).rejects.toThrow(StoreNameError);
    expect(await readdir(directory)).toEqual(['objects']);
  });

  test('are refused in references', async () => {
    const { store } = await newStore();
    await expect(store.get({ hash: '../../etc/passwd', extension: 'txt', bytes: 1 })).rejects.toThrow(StoreNameError);
    await expect(store.get({ hash: helloHash, extension: '../x', bytes: 1 })).rejects.toThrow(StoreNameError);
  });
});

test('an artifact removed behind the store is missing, verified before or not', async () => {
  const { directory, store } = await newStore();
  const ref = await store.put(hello, 'txt');
  await rm(join(directory, 'objects'), { recursive: true });
  await mkdir(join(directory, 'objects'));
  await expect(store.get(ref)).rejects.toThrow(ArtifactMissingError);
});

describe('what is there', () => {
  const past = new Date('2026-01-01T00:00:00Z');
  const all = async <One>(listing: AsyncIterable<One>): Promise<One[]> => Array.fromAsync(listing);

  test('is listed with size and time, files still being written left out', async () => {
    const { directory, store } = await newStore();
    const ref = await store.put(hello, 'bin');
    const other = await store.put(Buffer.from('other'), 'json');
    await utimes(await store.localPath(ref), past, past);
    await writeFile(join(directory, 'objects/2c/.half.part'), 'he');
    expect(await all(store.listObjects('2cf2'))).toEqual([{ ...ref, putAt: past.getTime() }]);
    expect((await all(store.listObjects())).map(({ hash }) => hash).sort()).toEqual([ref.hash, other.hash].sort());
    expect(await all(store.listObjects('00'))).toEqual([]);
    await store.writePointer('fits/ab/cd', 'text');
    await store.writePointer('leases/x', 'text');
    expect((await all(store.listPointers('fits'))).map(({ name }) => name)).toEqual(['fits/ab/cd']);
    expect(await all(store.listPointers('none'))).toEqual([]);
  });

  test('is deleted unless it was put since; put again, it counts as new', async () => {
    const { store } = await newStore();
    const ref = await store.put(hello, 'bin');
    const path = await store.localPath(ref);
    await utimes(path, past, past);
    expect(await store.deleteObject(ref, past.getTime())).toBe(false);
    await store.put(hello, 'bin');
    expect(await store.deleteObject(ref, past.getTime() + 1)).toBe(false);
    await utimes(path, past, past);
    expect(await store.deleteObject(ref, past.getTime() + 1)).toBe(true);
    await expect(store.get(ref)).rejects.toThrow(ArtifactMissingError);
    expect(await store.deleteObject(ref, Date.now())).toBe(false);
    await store.put(hello, 'bin');
    expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
  });

  test('is there after any number of puts and deletions at the same moment', async () => {
    const { store } = await newStore();
    const ref = await store.put(hello, 'bin');
    const path = await store.localPath(ref);
    for (let round = 0; round < 30; round += 1) {
      await utimes(path, past, past);
      await Promise.all([
        ...Array.from({ length: 4 }, () => store.deleteObject(ref, past.getTime() + 1)),
        ...Array.from({ length: 4 }, () => store.put(hello, 'bin')),
      ]);
      expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
    }
  });

  test('pointers are deleted unless they were written since', async () => {
    const { store } = await newStore();
    await store.writePointer('fits/one', 'text');
    expect(await store.deletePointer('fits/one', 0)).toBe(false);
    expect(await store.deletePointer('fits/one', Date.now() + 1000)).toBe(true);
    expect(await store.readPointer('fits/one')).toBeUndefined();
    expect(await store.deletePointer('fits/one', Date.now() + 1000)).toBe(false);
  });
});
