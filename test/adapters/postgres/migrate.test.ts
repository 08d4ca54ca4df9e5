import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { connectDatabase, migrate } from '../../../src/adapters/postgres/connect.ts';
import { startEmbeddedDatabase } from '../../../src/state/database/embedded-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A database of its own: tests change its tables. */
async function migratedDatabase() {
  const database = await startEmbeddedDatabase(join(await temporaryDirectory(), 'database'), 0);
  const db = connectDatabase(database.url, 1);
  onTestFinished(async () => {
    await db.destroy();
    await database.stop();
  });
  return db;
}

test('a registry with every migration stays as it is', async () => {
  expect(await migrate(await migratedDatabase())).toEqual([]);
});

test('a registry of a newer version is refused, not used as if it were of this one', async () => {
  const db = await migratedDatabase();
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')`.execute(db);
  await expect(migrate(db)).rejects.toThrow(/9999-later is missing/);
});

test('the last migration, where it has not run, is run', async () => {
  const db = await migratedDatabase();
  await sql`drop index cycles_newest, cycles_closed, cycles_weeks`.execute(db);
  await sql`alter table triggers drop column cause, drop column accepted_at`.execute(db);
  await sql`delete from kysely_migration where name = '0011-metrics-indexes'`.execute(db);
  expect(await migrate(db)).toEqual(['0011-metrics-indexes']);
});
