import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArtifactRef } from '../../../contracts/artifact.ts';
import { putAtPrecisionMs } from '../../../ports/artifact-store.ts';
import { writeAtomically } from '../atomic-write.ts';
import { isMissingFile } from '../missing-file.ts';
import { objectName } from '../store-name.ts';
import { createVerifiedPaths } from '../verified-paths.ts';

export interface CacheOptions {
  readonly directory: string;
  /** Bytes the folder may hold; what is in use stays, also where that is more. */
  readonly maxBytes: number;
  /**
   * Milliseconds for which a file stays after any process used it: another one may be about to open it. Default two hours, since a use is
   * noted once an hour.
   */
  readonly keepMs?: number;
}

/** Copies of artifacts on this machine, which any number of processes share. Deleting the folder is safe while none runs. */
export interface LocalCache {
  /** Path of the artifact, fetched where it is not there whole. It stays for as long as this process lives. */
  keep(ref: ArtifactRef, fetch: (path: string) => Promise<void>): Promise<string>;
  /** Hands the path over for as long as `use` takes. */
  borrow<Result>(
    ref: ArtifactRef,
    fetch: (path: string) => Promise<void>,
    use: (path: string) => Promise<Result>,
  ): Promise<Result>;
}

/** What a killed download left is removed after a day. */
const leftoverMs = 24 * 3_600_000;

export function createLocalCache({ directory, maxBytes, keepMs = 2 * putAtPrecisionMs }: CacheOptions): LocalCache {
  const root = resolve(directory);
  const verified = createVerifiedPaths();
  const kept = new Set<string>();
  const borrowed = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  // A first download looks in any case: an earlier process may have left the folder full.
  let addedSinceLook = Infinity;

  async function provide(ref: ArtifactRef, path: string, fetch: (path: string) => Promise<void>): Promise<void> {
    if ((await verified.holds(ref.hash, path)) && (await verified.renew(path))) return;
    await writeAtomically(path, fetch);
    await verified.check(ref.hash, path);
    addedSinceLook += ref.bytes;
    if (addedSinceLook > maxBytes / 20) {
      addedSinceLook = 0;
      await makeRoom();
    }
  }

  function provideOnce(ref: ArtifactRef, path: string, fetch: (path: string) => Promise<void>): Promise<void> {
    const running = underWay.get(path) ?? provide(ref, path, fetch).finally(() => underWay.delete(path));
    underWay.set(path, running);
    return running;
  }

  async function makeRoom(): Promise<void> {
    const now = Date.now();
    const files = await filesBelow(root);
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes, usedMs, temporary } of files.sort((a, b) => a.usedMs - b.usedMs)) {
      const age = now - usedMs;
      const inUse = kept.has(path) || borrowed.has(path) || age < keepMs;
      if (temporary ? age < leftoverMs : total <= maxBytes || inUse) continue;
      await rm(path, { force: true });
      total -= bytes;
    }
  }

  async function borrow<Result>(
    ref: ArtifactRef,
    fetch: (path: string) => Promise<void>,
    use: (path: string) => Promise<Result>,
  ): Promise<Result> {
    const path = join(root, objectName(ref));
    borrowed.set(path, (borrowed.get(path) ?? 0) + 1);
    try {
      await provideOnce(ref, path, fetch);
      return await use(path);
    } finally {
      const others = borrowed.get(path)! - 1;
      if (others === 0) borrowed.delete(path);
      else borrowed.set(path, others);
    }
  }

  return {
    borrow,
    keep: (ref, fetch) =>
      borrow(ref, fetch, (path) => {
        kept.add(path);
        return Promise.resolve(path);
      }),
  };
}

interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
  readonly temporary: boolean;
}

async function filesBelow(root: string): Promise<CachedFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files: CachedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    try {
      const { size, mtimeMs } = await stat(path);
      files.push({ path, bytes: size, usedMs: mtimeMs, temporary: entry.name.startsWith('.') });
    } catch (error) {
      // Another process made room meanwhile.
      if (!isMissingFile(error)) throw error;
    }
  }
  return files;
}
