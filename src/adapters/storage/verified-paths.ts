import type { Stats } from 'node:fs';
import { stat, utimes } from 'node:fs/promises';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import { putAtPrecisionMs } from '../../ports/artifact-store.ts';
import { hashOfFile } from './file-hash.ts';
import { isMissingFile } from './missing-file.ts';

export interface VerifiedPaths {
  /** Throws `ArtifactMissingError` or `ArtifactCorruptError`. */
  check(hash: string, path: string): Promise<void>;
  /** Whether the file is there with the bytes of that hash. */
  holds(hash: string, path: string): Promise<boolean>;
  /** Has a verified file count as put, or used, now; false where it has been deleted since. */
  renew(path: string): Promise<boolean>;
}

/** Verifies each file once per process, and again whenever its size, time or inode is another. */
export function createVerifiedPaths(): VerifiedPaths {
  const seen = new Map<string, string>();
  const stampOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): string => `${size}/${mtimeMs}/${ctimeMs}/${ino}`;

  async function check(hash: string, path: string): Promise<void> {
    const missing = (error: unknown): never => {
      throw isMissingFile(error) ? new ArtifactMissingError({ hash, location: path }) : error;
    };
    const stamp = stampOf(await stat(path).catch(missing));
    if (seen.get(path) === stamp) return;
    const found = await hashOfFile(path).catch(missing);
    if (found !== hash) throw new ArtifactCorruptError({ hash, found, location: path });
    seen.set(path, stamp);
  }

  async function holds(hash: string, path: string): Promise<boolean> {
    try {
      await check(hash, path);
      return true;
    } catch (error) {
      if (error instanceof ArtifactMissingError || error instanceof ArtifactCorruptError) return false;
      throw error;
    }
  }

  async function renew(path: string): Promise<boolean> {
    const now = Date.now();
    try {
      if (now - (await stat(path)).mtimeMs < putAtPrecisionMs) return true;
      await utimes(path, new Date(now), new Date(now));
      seen.set(path, stampOf(await stat(path)));
      return true;
    } catch (error) {
      if (isMissingFile(error)) return false;
      throw error;
    }
  }

  return { check, holds, renew };
}
