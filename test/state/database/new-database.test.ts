import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { createDatabaseFolder } from '../../../src/state/database/new-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('a new folder holds a database that keeps what is written to it', async () => {
  const directory = join(await temporaryDirectory(), 'deep/registry');
  await createDatabaseFolder(directory);
  const first = await PGlite.create(directory);
  await first.exec('create table kept (n int); insert into kept values (42)');
  await first.close();
  // A second time nothing is made: what was written is there.
  await createDatabaseFolder(directory);
  const second = await PGlite.create(directory);
  expect((await second.query('select n from kept')).rows).toEqual([{ n: 42 }]);
  await second.close();
  expect(await readdir(join(directory, '..'))).toEqual(['registry']);
});

test('of two that make the same folder at once, both find a whole database', async () => {
  const directory = join(await temporaryDirectory(), 'registry');
  await Promise.all([createDatabaseFolder(directory), createDatabaseFolder(directory)]);
  expect(existsSync(join(directory, 'PG_VERSION'))).toBe(true);
  expect(await readdir(join(directory, '..'))).toEqual(['registry']);
});

test('a folder that is there is left as it is', async () => {
  const directory = join(await temporaryDirectory(), 'registry');
  await mkdir(directory);
  await createDatabaseFolder(directory);
  expect(await readdir(directory)).toEqual([]);
});
