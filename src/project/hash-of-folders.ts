import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * SHA-256 over TypeScript files: path and content of each, in the order of the paths below their folder, lengths before
 * the parts. Tests, `*.test.ts`, make no results and do not count. Folders named `node_modules` or starting with a dot are passed
 * over; a folder that is not there is empty.
 *
 * @param textOf what counts of a file, by its path below its folder; all of it by default
 */
export async function hashOfFolders(
  folders: readonly string[],
  textOf: (path: string, text: string) => string = (_path, text) => text,
): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const paths = await typeScriptFiles(folder);
    hash.update(`${paths.length} files\n`);
    for (const path of paths) {
      const content = Buffer.from(textOf(path, await readFile(join(folder, path), 'utf8')));
      addFile(hash, path, content);
    }
  }
  return hash.digest('hex');
}

/** Adds a file to a hash: its path and its content, their lengths before them. */
export function addFile(hash: Hash, path: string, content: Buffer): void {
  hash.update(`${path.length}:${path}${content.byteLength}:`).update(content);
}

async function typeScriptFiles(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return isOwnFolder(entry.name) ? await typeScriptFiles(folder, path) : [];
      return isCode(entry.name) ? [path] : [];
    }),
  );
  return nested.flat().sort();
}

function isCode(name: string): boolean {
  return /\.[cm]?ts$/.test(name) && !/\.test\.[cm]?ts$/.test(name);
}

function isOwnFolder(name: string): boolean {
  return name !== 'node_modules' && !name.startsWith('.');
}
