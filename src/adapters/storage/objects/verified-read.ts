import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactRef } from '../../../contracts/artifact.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../../ports/artifact-errors.ts';
import { BucketMissingError, StorageForbiddenError } from '../../../ports/storage-errors.ts';
import type { ObjectStorage } from './object-storage.ts';

/** A body can break in the middle, which no library tries again. */
const attempts = 3;
const firstWaitMs = 100;

/**
 * Reads an artifact into `take` and verifies it against its hash. `take` is called again, from the start, where the content broke
 * off or was not the right one. Throws `ArtifactMissingError`, `ArtifactCorruptError`, or an error of the storage.
 */
export async function readVerified<Result>(
  storage: ObjectStorage,
  key: string,
  ref: ArtifactRef,
  take: (parts: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const location = `${storage.place.url}/${key}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const parts = await storage.read(key);
      if (parts === undefined) throw new ArtifactMissingError({ hash: ref.hash, location });
      const hash = createHash('sha256');
      const result = await take(hashing(parts, hash));
      const found = hash.digest('hex');
      if (found !== ref.hash) throw new ArtifactCorruptError({ hash: ref.hash, found, location });
      return result;
    } catch (error) {
      if (attempt === attempts || isFinal(error)) throw error;
      await sleep(firstWaitMs * 4 ** (attempt - 1));
    }
  }
}

function isFinal(error: unknown): boolean {
  return (
    error instanceof ArtifactMissingError ||
    error instanceof StorageForbiddenError ||
    error instanceof BucketMissingError ||
    // A full disk, a folder that may not be written.
    (error instanceof Error && 'syscall' in error)
  );
}

async function* hashing(
  parts: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}
