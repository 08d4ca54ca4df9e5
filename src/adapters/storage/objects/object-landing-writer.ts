import { LandingFileExistsError, type LandingWriter } from '../../../ports/landing.ts';
import { hashOfBytes } from '../file-hash.ts';
import type { ObjectStorage } from './object-storage.ts';

/** Lands files in a bucket, where an object appears when it is whole. */
export function createObjectLandingWriter(storage: ObjectStorage): LandingWriter {
  return {
    async land(path, bytes) {
      if (await storage.head(path)) throw new LandingFileExistsError(path);
      const hash = hashOfBytes(bytes);
      await storage.write(path, bytes, { contentType: 'application/octet-stream', hash, onlyIfAbsent: true });
      // What came in between stays and is no error of the write.
      const written = await storage.head(path);
      if (written?.hash !== hash) throw new LandingFileExistsError(path);
    },

    async withdraw(path) {
      const facts = await storage.head(path);
      if (facts) await storage.delete(path, facts);
    },
  };
}
