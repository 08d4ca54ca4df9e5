import { glob, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { LandingFileChangedError, LandingLinkError, type Landing, type LandingFile } from '../../ports/landing.ts';
import { hashOfBytes, hashOfFile } from './file-hash.ts';
import { isMissingFile } from './missing-file.ts';

/** Endings under which transfer tools keep a file until it is whole. */
const inProgress = /\.(part|partial|tmp|temp|crdownload|filepart|swp)$|~$/i;

/** Landing in a local folder. A folder that does not exist is one without files. */
export function createLocalLanding(directory: string): Landing {
  const root = resolve(directory);
  const hashes = new Map<string, { readonly stamp: string; readonly hash: string }>();

  async function describe(path: string): Promise<LandingFile | undefined> {
    const absolute = join(root, path);
    try {
      const [target, base] = await Promise.all([realpath(absolute), realpath(root)]);
      if (!target.startsWith(base + sep)) throw new LandingLinkError({ file: path, target });
      const facts = await stat(target);
      if (!facts.isFile()) return undefined;
      const stamp = `${facts.size}/${facts.mtimeMs}/${facts.ctimeMs}/${facts.ino}`;
      const known = hashes.get(path);
      const hash = known?.stamp === stamp ? known.hash : await hashOfFile(target);
      hashes.set(path, { stamp, hash });
      return { path, bytes: facts.size, hash };
    } catch (error) {
      // Taken away since the folder was read, or a link to nowhere: not there either way.
      if (isMissingFile(error)) return undefined;
      throw error;
    }
  }

  return {
    async list(pattern) {
      const paths: string[] = [];
      for await (const found of glob(pattern, { cwd: root })) {
        const path = found.split(sep).join('/');
        if (isWhole(path)) paths.push(path);
      }
      const files: LandingFile[] = [];
      for (const path of paths.sort()) {
        const file = await describe(path);
        if (file) files.push(file);
      }
      return files;
    },

    async read(file) {
      const bytes = await readFile(join(root, file.path)).catch((cause: unknown) => {
        throw isMissingFile(cause) ? new LandingFileChangedError(file.path, { cause }) : cause;
      });
      if (hashOfBytes(bytes) !== file.hash) throw new LandingFileChangedError(file.path);
      return bytes;
    },
  };
}

function isWhole(path: string): boolean {
  return !path.split('/').some((part) => part.startsWith('.')) && !inProgress.test(path);
}
