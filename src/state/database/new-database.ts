import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { cacheDir } from '../../../scripts/setup/locations.mjs';
import { connectDatabase, migrate } from '../../adapters/postgres/connect.ts';
import { codeVersionOf } from '../../project/code-version.ts';
import { serveDatabase } from './serve-database.ts';

const migrations = fileURLToPath(new URL('../../adapters/postgres/migrations', import.meta.url));

/**
 * Puts a new registry database, with all migrations, into a folder that is not there yet. The folder appears with all its files or not
 * at all, whenever the process ends. Does nothing where there is a folder.
 *
 * The files are the same each time and take four seconds of processor time to make, so they are made once per version of PGlite and of
 * the migrations, kept in the cache folder, and copied.
 */
export async function createDatabaseFolder(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const template = await templateFolder();
  await fillAtOnce(directory, (draft) => cpSync(template, draft, { recursive: true }));
}

async function templateFolder(): Promise<string> {
  const version = (await codeVersionOf([migrations])).slice(0, 16);
  const template = join(cacheDir(), 'new-database', `pglite-${pgliteVersion()}-${version}`);
  if (!existsSync(template)) await fillAtOnce(template, makeDatabase);
  return template;
}

async function makeDatabase(directory: string): Promise<void> {
  const database = await PGlite.create(directory);
  const server = await serveDatabase(database, 0);
  const connection = connectDatabase(`postgres://postgres@127.0.0.1:${server.port}/postgres`, 1);
  try {
    await migrate(connection);
  } finally {
    await connection.destroy();
    await server.stop();
    await database.close();
  }
}

/** Fills a draft of a folder and gives it its name. Where somebody else was quicker, theirs is as good. */
async function fillAtOnce(directory: string, fill: (draft: string) => void | Promise<void>): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const draft = `${directory}.${randomUUID()}.new`;
  try {
    await fill(draft);
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}

function pgliteVersion(): string {
  const file = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (file === undefined) throw new Error('@electric-sql/pglite is not installed; run "npm run setup"');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
