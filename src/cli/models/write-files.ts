import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../usage.ts';

/** Refuses a folder that holds anything. Throws `UsageError`. */
export async function checkEmpty(folder: string): Promise<void> {
  const held = await readdir(folder).catch(() => []);
  if (held.length > 0) throw new UsageError(`the folder ${folder} is not empty: name another with --output`);
}

/** Writes files below a folder, which is made where it is not there. Returns their paths. */
export async function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return Object.keys(files);
}
