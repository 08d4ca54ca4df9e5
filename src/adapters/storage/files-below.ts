import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from './missing-file.ts';

interface FoundFile {
  /** Below the folder, parts separated by `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/**
 * The files below a folder, hidden ones left out; none where it is not there. Files that go meanwhile are left out too.
 *
 * @param prefix only in folders right below it whose names begin so, or that it begins with
 */
export async function* filesBelow(folder: string, prefix = '', below = ''): AsyncGenerator<FoundFile> {
  let entries;
  try {
    entries = await opendir(join(folder, below));
  } catch (error) {
    if (isMissingFile(error)) return;
    throw error;
  }
  for await (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (below !== '' || entry.name.startsWith(prefix)) yield* filesBelow(folder, prefix, path);
      continue;
    }
    const facts = await stat(join(folder, path)).catch((error: unknown) => {
      if (isMissingFile(error)) return undefined;
      throw error;
    });
    if (facts?.isFile()) yield { path, bytes: facts.size, changedAt: facts.mtimeMs };
  }
}
