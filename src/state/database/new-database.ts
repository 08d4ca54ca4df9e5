import { randomUUID } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { cacheDir } from '../../../scripts/setup/locations.mjs';
import { connectDatabase, migrate } from '../../adapters/postgres/connect.ts';
import { codeVersions } from '../../project/code/code-versions.ts';
import { serveDatabase } from './serve-database.ts';

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
  const { migrations } = await codeVersions();
  const template = join(cacheDir(), 'new-database', `pglite-${migrations.slice(0, 16)}`);
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
