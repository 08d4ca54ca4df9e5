import { createHash } from 'node:crypto';
import { matchesGlob } from 'node:path/posix';
import { LandingFileChangedError, type Landing, type LandingFile } from '../../../ports/landing.ts';
import { isWhole } from '../whole-files.ts';
import type { HashMemory } from './hash-memory.ts';
import type { ObjectEntry, ObjectStorage } from './object-storage.ts';

/**
 * Landing in a bucket, read only. An object appears there when it is whole, so nothing is seen half written.
 *
 * @param hashes what objects held when they were last read: stores don't tell a SHA-256 of theirs
 */
export function createObjectLanding(storage: ObjectStorage, hashes: HashMemory): Landing {
  async function describe({
    key,
    bytes,
    stamp,
  }: Pick<ObjectEntry, 'key' | 'bytes' | 'stamp'>): Promise<LandingFile | undefined> {
    const known = await hashes.recall(key, stamp);
    if (known !== undefined) return { path: key, bytes, hash: known };
    const parts = await storage.read(key);
    if (parts === undefined) return undefined;
    const hash = createHash('sha256');
    let length = 0;
    for await (const part of parts) {
      hash.update(part);
      length += part.byteLength;
    }
    const file = { path: key, bytes: length, hash: hash.digest('hex') };
    // Replaced while it was read, it may be remembered under a stamp that is not its own.
    const after = await storage.head(key);
    if (after?.stamp === stamp) await hashes.remember(key, stamp, file.hash);
    return file;
  }

  async function matching(pattern: string): Promise<readonly ObjectEntry[]> {
    const entries: ObjectEntry[] = [];
    for await (const entry of storage.list(fixedStart(pattern))) {
      // Keys that end in a slash are how some tools show empty folders.
      const isFile = !entry.key.endsWith('/') && isWhole(entry.key);
      if (isFile && matchesGlob(entry.key, pattern)) entries.push(entry);
    }
    return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  return {
    async list(pattern) {
      const files: LandingFile[] = [];
      for (const entry of await matching(pattern)) {
        const file = await describe(entry);
        if (file) files.push(file);
      }
      return files;
    },

    async glance(pattern) {
      return (await matching(pattern)).map(({ key, bytes, stamp }) => ({ path: key, bytes, stamp }));
    },

    async find(path) {
      const facts = await storage.head(path);
      return facts && describe({ key: path, ...facts });
    },

    async *open(file) {
      const parts = await storage.read(file.path);
      if (parts === undefined) throw new LandingFileChangedError(file.path);
      const hash = createHash('sha256');
      for await (const part of parts) {
        hash.update(part);
        yield part;
      }
      if (hash.digest('hex') !== file.hash) throw new LandingFileChangedError(file.path);
    },
  };
}

/** What every match of a glob starts with, to its last slash: the part that a store can search for on its own. */
function fixedStart(pattern: string): string {
  const fixed = /^[^*?[\]{}()!+@\\]*/.exec(pattern)?.[0] ?? '';
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}
