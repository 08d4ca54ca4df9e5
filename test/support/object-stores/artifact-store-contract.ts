import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOfFile } from '../../../src/adapters/storage/file-hash.ts';
import { ArtifactCorruptError, ArtifactMissingError, StoreNameError } from '../../../src/ports/artifact-errors.ts';
import { describeOn } from '../describe-on.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import type { Backend, Place, StartedBackend } from './backends.ts';

const hello = Buffer.from('hello');
/** `printf hello | sha256sum` */
const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const helloKey = `objects/2c/${helloHash.slice(2)}.bin`;
const openStorage = fileURLToPath(new URL('../../../src/adapters/storage/open-storage.ts', import.meta.url));

/** Runs a piece of program in a process of its own, with a store of the place as `store`. */
function inAnotherProcess({ location, staging }: Place, program: string): Promise<{ stdout: string }> {
  const whole = `
    import { openArtifactStore } from ${JSON.stringify(openStorage)};
    const store = await openArtifactStore(${JSON.stringify(location)}, { directory: ${JSON.stringify(staging)} });
    ${program}`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', whole]);
}

/** What every artifact store has to do, as tests of one. */
export function artifactStoreContract({ name, missing, start }: Backend): void {
  describeOn(name, missing, () => {
    let backend: StartedBackend;
    beforeAll(async () => {
      backend = await start();
    });
    afterAll(() => backend.stop());

    async function newStore() {
      const place = backend.place();
      return { place, store: await place.store() };
    }

    test('artifacts are named by the hash of their bytes and come back as they were', async () => {
      const { store } = await newStore();
      const ref = await store.put(hello, 'bin');
      expect(ref).toEqual({ hash: helloHash, extension: 'bin', bytes: 5 });
      expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
      expect(await readFile(await store.localPath(ref), 'utf8')).toBe('hello');
      const empty = await store.put(new Uint8Array(), 'bin');
      expect((await store.get(empty)).byteLength).toBe(0);
      expect(await readFile(await store.localPath(empty), 'utf8')).toBe('');
    });

    test('one written by many at once, in two processes, is one and whole', async () => {
      const { place, store } = await newStore();
      const text = JSON.stringify('a'.repeat(100_000));
      const [{ stdout }, [ref]] = await Promise.all([
        inAnotherProcess(place, `console.log((await store.put(Buffer.from(${text}), 'bin')).hash);`),
        Promise.all(Array.from({ length: 10 }, () => store.put(Buffer.from('a'.repeat(100_000)), 'bin'))),
      ]);
      expect(stdout.trim()).toBe(ref?.hash);
      expect(Buffer.from(await store.get(ref!)).equals(Buffer.from('a'.repeat(100_000)))).toBe(true);
    });

    test('a large file goes up in parts and comes back the same', async () => {
      const { store } = await newStore();
      const source = join(await temporaryDirectory(), 'large.bin');
      const parts = Array.from({ length: 21 }, () => randomBytes(2 ** 20));
      await pipeline(Readable.from(parts), createWriteStream(source));
      const ref = await store.putFile(source, 'bin');
      expect(ref).toEqual({ hash: await hashOfFile(source), extension: 'bin', bytes: 21 * 2 ** 20 });
      expect(await hashOfFile(await store.localPath(ref))).toBe(ref.hash);
      expect((await stat(source)).size).toBe(ref.bytes);
      expect(await store.putFile(source, 'bin')).toEqual(ref);
    });

    test('what is not there is missing', async () => {
      const { store } = await newStore();
      const ref = { hash: helloHash, extension: 'bin', bytes: 5 };
      await expect(store.get(ref)).rejects.toThrow(ArtifactMissingError);
      await expect(store.localPath(ref)).rejects.toThrow(ArtifactMissingError);
      await expect(store.publishAs(ref, 'a.bin')).rejects.toThrow(ArtifactMissingError);
    });

    test('what somebody else put under an artifact is reported as corrupt, until the artifact is put again', async () => {
      const { place, store } = await newStore();
      await store.put(hello, 'bin');
      const ref = { hash: helloHash, extension: 'bin', bytes: 5 };
      await place.deliver(helloKey, 'jello');
      const error: unknown = await store.get(ref).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ArtifactCorruptError);
      expect((error as Error).message).toContain(`${place.location}/${helloKey}`);
      await expect(store.localPath(ref)).rejects.toThrow(ArtifactCorruptError);
      await expect(store.publishAs(ref, 'a.bin')).rejects.toThrow(ArtifactCorruptError);
      await store.put(hello, 'bin');
      expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
    });

    test('pointers are absent, then hold the last text', async () => {
      const { store } = await newStore();
      expect(await store.readPointer('a/b')).toBeUndefined();
      await store.writePointer('a/b', 'one');
      await store.writePointer('a/b', 'zwei ü');
      expect(await store.readPointer('a/b')).toBe('zwei ü');
    });

    test('a pointer written by two processes at once is read whole', async () => {
      const { place, store } = await newStore();
      await store.writePointer('shared', 'a'.repeat(20_000));
      const write = (letter: string) =>
        inAnotherProcess(
          place,
          `for (let round = 0; round < 15; round += 1) await store.writePointer('shared', '${letter}'.repeat(20000));`,
        );
      const state = { running: true };
      const writers = Promise.all([write('a'), write('b')]).finally(() => (state.running = false));
      const seen = new Set<string>();
      while (state.running) seen.add((await store.readPointer('shared')) ?? 'absent');
      await writers;
      expect([...seen].filter((text) => !/^(a{20000}|b{20000})$/.test(text))).toEqual([]);
    }, 30_000);

    test('publishing copies an artifact to a readable name, and replaces what was there', async () => {
      const { place, store } = await newStore();
      const uri = await store.publishAs(await store.put(hello, 'csv'), 'prod/north/2025-01-06.csv');
      expect(uri.replace(/^file:\/\//, '')).toBe(`${place.location}/published/prod/north/2025-01-06.csv`);
      await store.publishAs(await store.put(Buffer.from('new'), 'csv'), 'prod/north/2025-01-06.csv');
      const published = await place.landing();
      const file = await published.find('published/prod/north/2025-01-06.csv');
      const parts: Uint8Array[] = [];
      for await (const part of published.open(file!)) parts.push(part);
      expect(Buffer.concat(parts).toString()).toBe('new');
    });

    test('names that could leave their place are refused', async () => {
      const { store } = await newStore();
      const ref = await store.put(hello, 'txt');
      for (const bad of ['', '..', '../x', 'a/../../x', '/etc/passwd', 'a//b', '.hidden', 'a\\b', 'a\0b', 'x y', 'ü']) {
        await expect(store.publishAs(ref, bad)).rejects.toThrow(StoreNameError);
        await expect(store.writePointer(bad, 'x')).rejects.toThrow(StoreNameError);
        await expect(store.readPointer(bad)).rejects.toThrow(StoreNameError);
      }
      await expect(store.get({ hash: '../../etc/passwd', extension: 'txt', bytes: 1 })).rejects.toThrow(StoreNameError);
    });

    test('a file that changes while it is put is refused', async () => {
      const { store } = await newStore();
      const source = join(await temporaryDirectory(), 'growing.bin');
      await writeFile(source, randomBytes(9 * 2 ** 20));
      const putting = store.putFile(source, 'bin');
      const state = { done: false };
      const settled = putting.then(
        (ref) => ref,
        (error: unknown) => error,
      );
      void settled.finally(() => (state.done = true));
      while (!state.done) await writeFile(source, randomBytes(9 * 2 ** 20));
      const result = await settled;
      // Whichever content was hashed: what is stored under the hash has it.
      if (result instanceof Error) expect(result).toBeInstanceOf(ArtifactCorruptError);
      else expect((await store.get(result as never)).byteLength).toBe(9 * 2 ** 20);
    });

    test('artifacts are listed, and deleted unless they were put since', async () => {
      const { store } = await newStore();
      const ref = await store.put(hello, 'bin');
      const other = await store.put(Buffer.from('other'), 'json');
      const all = await Array.fromAsync(store.listObjects());
      expect(all.map(({ hash }) => hash).sort()).toEqual([ref.hash, other.hash].sort());
      const [found, ...more] = await Array.fromAsync(store.listObjects('2cf24'));
      expect([found, more]).toEqual([{ ...ref, putAt: expect.any(Number) as number }, []]);
      expect(Math.abs(found!.putAt - Date.now())).toBeLessThan(60_000);
      expect(await Array.fromAsync(store.listObjects('00'))).toEqual([]);
      expect(await store.deleteObject(ref, found!.putAt)).toBe(false);
      expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
      expect(await store.deleteObject(ref, Date.now() + 60_000)).toBe(true);
      await expect(store.get(ref)).rejects.toThrow(ArtifactMissingError);
      expect(await store.deleteObject(ref, Date.now() + 60_000)).toBe(false);
      await store.put(hello, 'bin');
      expect(Buffer.from(await store.get(ref)).toString()).toBe('hello');
    });

    test('pointers are listed by folder, and deleted unless they were written since', async () => {
      const { store } = await newStore();
      await store.writePointer('fits/ab/cd', 'text');
      await store.writePointer('leases/x', 'text');
      const [found, ...more] = await Array.fromAsync(store.listPointers('fits'));
      expect([found?.name, more]).toEqual(['fits/ab/cd', []]);
      expect(await Array.fromAsync(store.listPointers('none'))).toEqual([]);
      expect(await store.deletePointer('fits/ab/cd', found!.writtenAt)).toBe(false);
      expect(await store.deletePointer('fits/ab/cd', Date.now() + 60_000)).toBe(true);
      expect(await store.readPointer('fits/ab/cd')).toBeUndefined();
      expect(await store.deletePointer('fits/ab/cd', Date.now() + 60_000)).toBe(false);
    });

    test('two hundred small artifacts in parallel all arrive', async () => {
      const { store } = await newStore();
      const refs = await Promise.all(
        Array.from({ length: 200 }, (_, i) => store.put(Buffer.from(`artifact ${i}`), 'bin')),
      );
      const texts = await Promise.all(refs.map(async (ref) => Buffer.from(await store.get(ref)).toString()));
      expect(texts).toEqual(Array.from({ length: 200 }, (_, i) => `artifact ${i}`));
    });
  });
}
