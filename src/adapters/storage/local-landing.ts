import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { glob, lstat, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import {
  LandingFileChangedError,
  LandingLinkError,
  type Landing,
  type LandingEntry,
  type LandingFile,
} from '../../ports/landing.ts';
import { hashOfFile } from './file-hash.ts';
import { isMissingFile } from './missing-file.ts';
import { isWhole } from './whole-files.ts';

const partBytes = 1 << 20;

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
      const stamp = stampOf(facts);
      const known = hashes.get(path);
      const hash = known?.stamp === stamp ? known.hash : await hashOfFile(target);
      hashes.set(path, { stamp, hash });
      return { path, bytes: facts.size, hash };
    } catch (error) {
      // Removed since the folder was read, or a link to nowhere: not there either way.
      if (isMissingFile(error)) return undefined;
      throw error;
    }
  }

  async function matching(pattern: string): Promise<readonly string[]> {
    const paths: string[] = [];
    for await (const found of glob(pattern, { cwd: root })) {
      const path = found.split(sep).join('/');
      if (isWhole(path)) paths.push(path);
    }
    return paths.sort();
  }

  /** A link's own stamp counts too: where it leads may be none of ours to look at. */
  async function glanceAt(path: string): Promise<LandingEntry | undefined> {
    const absolute = join(root, path);
    try {
      const own = await lstat(absolute);
      if (!own.isSymbolicLink()) return own.isFile() ? { path, bytes: own.size, stamp: stampOf(own) } : undefined;
      const target = await stat(absolute);
      return target.isFile() ? { path, bytes: target.size, stamp: `${stampOf(own)} ${stampOf(target)}` } : undefined;
    } catch (error) {
      if (isMissingFile(error)) return undefined;
      throw error;
    }
  }

  return {
    async list(pattern) {
      const files: LandingFile[] = [];
      for (const path of await matching(pattern)) {
        const file = await describe(path);
        if (file) files.push(file);
      }
      return files;
    },

    async glance(pattern) {
      const entries: LandingEntry[] = [];
      for (const path of await matching(pattern)) {
        const entry = await glanceAt(path);
        if (entry) entries.push(entry);
      }
      return entries;
    },

    find: (path) => describe(path),

    async *open(file) {
      const hash = createHash('sha256');
      // A stream makes room for whole parts, however little there is to read.
      const highWaterMark = Math.min(partBytes, Math.max(1, file.bytes));
      try {
        for await (const part of createReadStream(join(root, file.path), { highWaterMark })) {
          hash.update(part as Uint8Array);
          yield part as Uint8Array;
        }
      } catch (cause) {
        throw isMissingFile(cause) ? new LandingFileChangedError(file.path, { cause }) : cause;
      }
      if (hash.digest('hex') !== file.hash) throw new LandingFileChangedError(file.path);
    },
  };
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size}/${mtimeMs}/${ctimeMs}/${ino}`;
}
