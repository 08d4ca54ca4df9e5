import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactRef } from '../../../contracts/artifact.ts';
import { ArtifactCorruptError } from '../../../ports/artifact-errors.ts';
import { putAtPrecisionMs, type ArtifactStore } from '../../../ports/artifact-store.ts';
import { hashOfBytes, hashOfFile } from '../file-hash.ts';
import { checkedName, objectName, objectOf } from '../store-name.ts';
import { contentTypeOf } from './content-type.ts';
import type { LocalCache } from './local-cache.ts';
import type { ObjectContent, ObjectStorage } from './object-storage.ts';
import { readVerified } from './verified-read.ts';

/**
 * An artifact store in a bucket, laid out as the local one is:
 *
 *     objects/ab/cdef….parquet   immutable, named by content
 *     pointers/<name>            small mutable texts
 *     published/<name>           copies under readable names
 *
 * @param cache where `localPath` stages what it hands out
 */
export function createObjectArtifactStore(storage: ObjectStorage, cache: LocalCache): ArtifactStore {
  const objectKey = (ref: Pick<ArtifactRef, 'hash' | 'extension'>) => `objects/${objectName(ref)}`;
  const pointerKey = (name: string) => `pointers/${checkedName(name)}`;

  async function place(ref: ArtifactRef, content: ObjectContent): Promise<ArtifactRef> {
    const key = objectKey(ref);
    const there = await storage.head(key);
    const isOurs = there?.bytes === ref.bytes && there.hash === ref.hash;
    if (isOurs && Date.now() - there.writtenAt < putAtPrecisionMs) return ref;
    const options = { contentType: contentTypeOf(ref.extension), hash: ref.hash };
    // What somebody else put under the name is replaced: making an artifact again is how a store is repaired.
    await storage.write(key, content, { ...options, onlyIfAbsent: there === undefined });
    // Somebody who deletes what is old may have looked before, and deleted after.
    if (isOurs && (await storage.head(key)) === undefined) await storage.write(key, content, options);
    return ref;
  }

  async function deleteUnlessNew(key: string, moment: number): Promise<boolean> {
    const facts = await storage.head(key);
    // Stores that tell whole seconds tell the one before.
    if (facts === undefined || facts.writtenAt + 999 >= moment) return false;
    return storage.delete(key, facts);
  }

  const fetch = (ref: ArtifactRef) => (path: string) =>
    readVerified(storage, objectKey(ref), ref, (parts) => pipeline(Readable.from(parts), createWriteStream(path)));

  return {
    async put(bytes, extension) {
      return place({ hash: hashOfBytes(bytes), extension, bytes: bytes.byteLength }, bytes);
    },

    async putFile(source, extension) {
      const ref = { hash: await hashOfFile(source), extension, bytes: (await stat(source)).size };
      return place(ref, { bytes: ref.bytes, open: () => checkedFile(source, ref.hash) });
    },

    async get(ref) {
      return readVerified(storage, objectKey(ref), ref, together);
    },

    async localPath(ref) {
      return cache.keep(ref, fetch(ref));
    },

    async writePointer(name, text) {
      const bytes = Buffer.from(text);
      await storage.write(pointerKey(name), bytes, { contentType: 'text/plain', hash: hashOfBytes(bytes) });
    },

    async readPointer(name) {
      const parts = await storage.read(pointerKey(name));
      return parts && (await together(parts)).toString('utf8');
    },

    async *listObjects(start = '') {
      const folder = 'objects/';
      const from = start.length > 2 ? `${start.slice(0, 2)}/${start.slice(2)}` : start;
      for await (const { key, bytes, writtenAt } of storage.list(folder + from)) {
        const object = objectOf(key.slice(folder.length));
        if (object) yield { ...object, bytes, putAt: writtenAt };
      }
    },

    async deleteObject(ref, unlessPutSince) {
      return deleteUnlessNew(objectKey(ref), unlessPutSince);
    },

    async *listPointers(folder) {
      for await (const { key, writtenAt } of storage.list(
        folder === undefined ? 'pointers/' : `${pointerKey(folder)}/`,
      )) {
        yield { name: key.slice('pointers/'.length), writtenAt };
      }
    },

    async deletePointer(name, unlessWrittenSince) {
      return deleteUnlessNew(pointerKey(name), unlessWrittenSince);
    },

    async publishAs(ref, name) {
      const key = publishedKey(name);
      await cache.borrow(ref, fetch(ref), (path) =>
        storage.write(
          key,
          { bytes: ref.bytes, open: () => checkedFile(path, ref.hash) },
          { contentType: contentTypeOf(ref.extension), hash: ref.hash },
        ),
      );
      return `${storage.place.url}/${key}`;
    },

    publishedUri: (name) => `${storage.place.url}/${publishedKey(name)}`,
  };
}

async function together(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

/** A file whose stream fails at its end where the content is not the one expected: the caller may still hold it open. */
function checkedFile(path: string, expected: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const found = hash.digest('hex');
      done(found === expected ? null : new ArtifactCorruptError({ hash: expected, found, location: path }));
    },
  });
  // A failure to read destroys the stream that is handed out, with that error.
  pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), check).catch(() => undefined);
  return check;
}

function publishedKey(name: string): string {
  return `published/${checkedName(name)}`;
}
