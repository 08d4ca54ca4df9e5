import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LandingFileExistsError, type LandingWriter } from '../../ports/landing.ts';

/** Lands files in a folder: under a name that readers pass over first, then under their own. */
export function createLocalLandingWriter(directory: string): LandingWriter {
  return {
    async land(path, bytes) {
      const target = join(directory, path);
      await mkdir(dirname(target), { recursive: true });
      // A name of its own: two people may land a file of one name at once.
      const part = `${target}.${randomUUID()}.part`;
      try {
        await writeFile(part, bytes);
        // A link never replaces a file, as renaming would.
        await link(part, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST')
          throw new LandingFileExistsError(path, { cause: error });
        throw error;
      } finally {
        await rm(part, { force: true });
      }
    },
    withdraw: (path) => rm(join(directory, path), { force: true }),
  };
}
