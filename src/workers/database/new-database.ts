import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { cacheDir } from '../../../scripts/setup/locations.mjs';

/**
 * The files of an embedded database that is new, as a tar archive. They are the same each time and take four seconds of processor time
 * to make, so they are made once per version of PGlite and kept in the cache folder.
 */
export async function newDatabaseFiles(): Promise<Blob> {
  const kept = join(cacheDir(), 'new-database', `pglite-${pgliteVersion()}.tar`);
  const found = await readFile(kept).catch(() => undefined);
  return new Blob([found ?? (await makeFiles(kept))]);
}

/**
 * Puts a new database into a folder that is not there yet. The folder appears with all its files or not at all, whenever the process
 * ends. Does nothing where there is a folder.
 */
export async function createDatabaseFolder(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  await mkdir(dirname(directory), { recursive: true });
  const draft = `${directory}.${randomUUID()}.new`;
  try {
    const database = await PGlite.create({ dataDir: draft, loadDataDir: await newDatabaseFiles() });
    await database.close();
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else's, made at the same moment, is as good.
    if (!existsSync(directory)) throw error;
  }
}

async function makeFiles(kept: string): Promise<Uint8Array<ArrayBuffer>> {
  const database = await PGlite.create();
  const files = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
  await database.close();
  await mkdir(dirname(kept), { recursive: true });
  // By a rename: another process may read it at this moment.
  const draft = `${kept}.${randomUUID()}.part`;
  await writeFile(draft, files);
  await rename(draft, kept);
  return files;
}

function pgliteVersion(): string {
  const file = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (file === undefined) throw new Error('@electric-sql/pglite is not installed; run "npm run setup"');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
