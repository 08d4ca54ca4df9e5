import { constants, copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import { writeAtomically } from './atomic-write.ts';
import { hashOfBytes, hashOfFile } from './file-hash.ts';
import { isMissingFile } from './missing-file.ts';
import { deleteUnlessNew } from './delete-unless-new.ts';
import { filesBelow } from './files-below.ts';
import { checkedName, objectName, objectOf } from './store-name.ts';
import { createVerifiedPaths } from './verified-paths.ts';

/**
 * An artifact store in a local folder, which any number of processes may share:
 *
 *     objects/ab/cdef….parquet   immutable, named by content
 *     pointers/<name>            small mutable texts
 *     published/<name>           copies under readable names
 */
export function createLocalArtifactStore(directory: string): ArtifactStore {
  const root = resolve(directory);
  const objectPath = (ref: Pick<ArtifactRef, 'hash' | 'extension'>) => join(root, 'objects', objectName(ref));
  const pointerPath = (name: string) => join(root, 'pointers', checkedName(name));
  const verified = createVerifiedPaths();

  async function placeObject(ref: ArtifactRef, write: (path: string) => Promise<void>): Promise<ArtifactRef> {
    const path = objectPath(ref);
    // Damaged bytes under the name are replaced: making an artifact again is how a store is repaired.
    const isThere = (await verified.holds(ref.hash, path)) && (await verified.renew(path));
    if (!isThere) await writeAtomically(path, write);
    return ref;
  }

  async function localPath(ref: ArtifactRef): Promise<string> {
    const path = objectPath(ref);
    await verified.check(ref.hash, path);
    return path;
  }

  const publishedPath = (name: string): string => join(root, 'published', checkedName(name));
  return {
    async put(bytes, extension) {
      const ref = { hash: hashOfBytes(bytes), extension, bytes: bytes.byteLength };
      return placeObject(ref, (path) => writeFile(path, bytes));
    },

    async putFile(source, extension) {
      const ref = { hash: await hashOfFile(source), extension, bytes: (await stat(source)).size };
      return placeObject(ref, async (path) => {
        // A reflink where the file system has it. The copy is checked: the caller may still hold the file open.
        await copyFile(source, path, constants.COPYFILE_FICLONE);
        const found = await hashOfFile(path);
        if (found !== ref.hash) throw new ArtifactCorruptError({ hash: ref.hash, found, location: source });
      });
    },

    async get(ref) {
      const path = objectPath(ref);
      const bytes = await readFile(path).catch((error: unknown) => {
        throw isMissingFile(error) ? new ArtifactMissingError({ hash: ref.hash, location: path }) : error;
      });
      const found = hashOfBytes(bytes);
      if (found !== ref.hash) throw new ArtifactCorruptError({ hash: ref.hash, found, location: path });
      return bytes;
    },

    localPath,

    async writePointer(name, text) {
      await writeAtomically(pointerPath(name), (path) => writeFile(path, text));
    },

    async readPointer(name) {
      try {
        return await readFile(pointerPath(name), 'utf8');
      } catch (error) {
        if (isMissingFile(error)) return undefined;
        throw error;
      }
    },

    async *listObjects(prefix = '') {
      const folder = join(root, 'objects');
      // The first two characters of a hash are its folder.
      for await (const { path, bytes, changedAt } of filesBelow(folder, prefix.slice(0, 2))) {
        const object = objectOf(path);
        if (object?.hash.startsWith(prefix)) yield { ...object, bytes, putAt: changedAt };
      }
    },

    deleteObject: (ref, unlessPutSince) => deleteUnlessNew(objectPath(ref), unlessPutSince),

    async *listPointers(folder) {
      const below = folder === undefined ? '' : `${checkedName(folder)}/`;
      for await (const { path, changedAt } of filesBelow(join(root, 'pointers', below))) {
        yield { name: `${below}${path}`, writtenAt: changedAt };
      }
    },

    deletePointer: (name, unlessWrittenSince) => deleteUnlessNew(pointerPath(name), unlessWrittenSince),

    async publishAs(ref, name) {
      const target = publishedPath(name);
      const source = await localPath(ref);
      await writeAtomically(target, (path) => copyFile(source, path, constants.COPYFILE_FICLONE));
      return pathToFileURL(target).href;
    },

    publishedUri: (name) => pathToFileURL(publishedPath(name)).href,
  };
}
