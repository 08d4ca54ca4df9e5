import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeAtomically } from '../atomic-write.ts';
import { hashOfBytes } from '../file-hash.ts';
import { isMissingFile } from '../missing-file.ts';

/** Hashes of objects as they were read, by key and stamp. Forgetting one costs another read of the object. */
export interface HashMemory {
  recall(key: string, stamp: string): Promise<string | undefined>;
  remember(key: string, stamp: string, hash: string): Promise<void>;
}

/**
 * In a local folder that processes share.
 *
 * @param place what distinguishes buckets: URL and endpoint
 */
export function createHashMemory(directory: string, place: string): HashMemory {
  const root = resolve(directory);
  const pathOf = (key: string): string => {
    const name = hashOfBytes(Buffer.from(`${place}\0${key}`));
    return join(root, name.slice(0, 2), name.slice(2));
  };
  return {
    async recall(key, stamp) {
      try {
        const [hash, ...of] = (await readFile(pathOf(key), 'utf8')).split(' ');
        return of.join(' ') === stamp && /^[0-9a-f]{64}$/.test(hash!) ? hash : undefined;
      } catch (error) {
        if (isMissingFile(error)) return undefined;
        throw error;
      }
    },
    async remember(key, stamp, hash) {
      await mkdir(root, { recursive: true });
      await writeAtomically(pathOf(key), (path) => writeFile(path, `${hash} ${stamp}`));
    },
  };
}
