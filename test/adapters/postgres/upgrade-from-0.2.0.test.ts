import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, migrate } from '../../../src/adapters/postgres/connect.ts';
import { migrations } from '../../../src/adapters/postgres/migrations/index.ts';
import { createPostgresRegistry } from '../../../src/adapters/postgres/postgres-registry.ts';
import type { RegistryTables } from '../../../src/adapters/postgres/schema.ts';
import { verifyAudit } from '../../../src/registry/audit-verification.ts';
import { serveDatabase, type DatabaseServer } from '../../../src/state/database/serve-database.ts';

/** Migrations of release 0.2.0. */
const released = 6;
/** The tables that a cycle of one region of the small project left with release 0.2.0, those that others refer to first. */
const golden = new URL('golden/registry-0.2.0.json', import.meta.url);

let database: PGlite;
let server: DatabaseServer;
let db: Kysely<RegistryTables>;

/** A registry as release 0.2.0 left it. */
beforeAll(async () => {
  database = await PGlite.create();
  server = await serveDatabase(database, 0);
  db = connectDatabase(`postgres://postgres@127.0.0.1:${server.port}/postgres`, 1);
  const own = Object.fromEntries(Object.entries(migrations).slice(0, released));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(own) },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  const tables = JSON.parse(await readFile(golden, 'utf8')) as Record<string, readonly object[]>;
  for (const [name, rows] of Object.entries(tables)) {
    const table = sql.table(name);
    await sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`.execute(
      db,
    );
  }
});
afterAll(async () => {
  await db.destroy();
  await server.stop();
  await database.close();
});

test('the registry of release 0.2.0 is migrated with what is in it', async () => {
  expect(await migrate(db)).toEqual(Object.keys(migrations).slice(released));
  const registry = createPostgresRegistry(db);
  const cycleId = 'cycle/dev/north/2025-10-06/1';
  const segments = ['large/fast', 'large/slow', 'small/fast', 'small/slow'];

  expect(await verifyAudit(registry.auditRecords())).toMatchObject({ whole: true, records: 5 });
  expect(await registry.newestForecasts('dev')).toMatchObject([{ cycleId, cutoff: '2025-10-06', rows: 24 }]);
  const [trigger, ...others] = await registry.triggers('region/dev/north');
  expect(others).toEqual([]);
  expect(trigger).toMatchObject({ state: 'ran', cycleId, trigger: { cause: 'request', reason: 'shelfcast dev' } });
  const champion = await registry.champion('dev', { region: 'north', format: 'large', velocity: 'fast' });
  expect(champion).toMatchObject({ trainingCutoff: '2025-10-06', cycleId });

  const facts = await registry.operationalFacts();
  expect(facts.cycles).toMatchObject([{ environment: 'dev', region: 'north', state: 'succeeded' }]);
  expect(facts.closed).toMatchObject([{ drifted: [], dataset: { rows: 504, quarantined: 0 } }]);
  expect(facts.champions.map(({ segment }) => `${segment.format}/${segment.velocity}`).sort()).toEqual(segments);
  expect(facts.triggers).toEqual([
    { environment: 'dev', region: 'north', state: 'ran', cause: 'request', count: 1, oldest: expect.any(Date) as Date },
  ]);
});

test('a worker of release 0.2.0 that still runs writes triggers into the newer tables', async () => {
  const entry = JSON.stringify({
    ...{ trigger: { id: 't', cause: 'data', requestedBy: 'watch' }, state: 'pending' },
    acceptedAt: '2025-10-13T06:00:00.000Z',
  });
  await sql`insert into triggers (controller_id, trigger_id, entry, state, cycle_id)
    values ('region/dev/south', 't', ${entry}, 'pending', null)
    on conflict (controller_id, trigger_id) do update
      set entry = excluded.entry, state = excluded.state, cycle_id = excluded.cycle_id`.execute(db);
  expect(await createPostgresRegistry(db).openTriggers('region/dev/south')).toEqual([JSON.parse(entry)]);
  const { triggers } = await createPostgresRegistry(db).operationalFacts();
  expect(triggers).toContainEqual(
    expect.objectContaining({ region: 'south', state: 'pending', cause: 'data', count: 1 }),
  );
});
