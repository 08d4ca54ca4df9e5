import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { migrations } from '../../src/adapters/postgres/migrations/index.ts';
import { describeOn } from '../support/describe-on.ts';
import { startPostgresServer, whyNoPostgresServer, type PostgresServer } from '../support/postgres-server.ts';
import { useServerForRegistries } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describeOn('on a PostgreSQL server', whyNoPostgresServer(), async () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
    useServerForRegistries(server);
  });
  afterAll(async () => {
    useServerForRegistries(undefined);
    await server.stop();
  });

  // The registry's tests, as they are: on the server this time.
  await import('../adapters/postgres/postgres-registry.test.ts');
  await import('../adapters/postgres/champions.test.ts');
  await import('../adapters/postgres/connect.test.ts');
  await import('../adapters/postgres/audit-trail.test.ts');
  await import('../adapters/postgres/model-catalogue.test.ts');

  test('processes that migrate at once do so once', async () => {
    const url = await server.createDatabase();
    const connections = Array.from({ length: 6 }, () => connectDatabase(url, 2));
    const applied = await Promise.all(connections.map((connection) => migrate(connection)));
    expect(applied.flat().sort()).toEqual(Object.keys(migrations).sort());
    expect(await migrate(connections[0]!)).toEqual([]);
    for (const connection of connections) await connection.destroy();
  });

  test('a password that is changed is read from its file for the next connection', async () => {
    const url = new URL(await server.createDatabase());
    const admin = connectDatabase(url.href, 1);
    const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(admin);
    await sql`create role rotated superuser login password 'the first'`.execute(admin);
    const rules = ['host all rotated 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust'];
    const lines = rules.map((rule) => `('${rule}')`).join(', ');
    await sql.raw(`copy (values ${lines}) to '${rows[0]!.folder}/pg_hba.conf'`).execute(admin);
    await sql`select pg_reload_conf()`.execute(admin);

    const file = join(await temporaryDirectory(), 'password');
    await writeFile(file, 'the first\n');
    url.username = 'rotated';
    const db = connectDatabase(url.href, 1, file);
    const ask = () => sql<{ who: string }>`select current_user as who`.execute(db);
    await vi.waitFor(async () => expect((await ask()).rows).toEqual([{ who: 'rotated' }]), { timeout: 90_000 });

    await sql`alter role rotated password 'the second'`.execute(admin);
    await writeFile(file, 'the second\n');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rotated'`.execute(admin);
    await vi.waitFor(async () => expect((await ask()).rows).toEqual([{ who: 'rotated' }]), { timeout: 90_000 });
    await writeFile(file, 'wrong\n');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rotated'`.execute(admin);
    await vi.waitFor(() => expect(ask()).rejects.toThrow('password authentication failed'), { timeout: 90_000 });
    await db.destroy();
    await admin.destroy();
  });

  test('a server that crashed and came back is used again, by the same pool', async () => {
    const db = connectDatabase(await server.createDatabase());
    await migrate(db);
    await server.crash();
    const ask = () => sql<{ one: number }>`select 1 as one`.execute(db);
    // An idle connection may find out only by being used.
    const { rows } = await ask().catch(ask);
    expect(rows).toEqual([{ one: 1 }]);
    await db.destroy();
  });
});
