import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { migrations } from '../../src/adapters/postgres/migrations/index.ts';
import { describeOn } from '../support/describe-on.ts';
import { startPostgresServer, whyNoPostgresServer, type PostgresServer } from '../support/postgres-server.ts';
import { useServerForRegistries } from '../support/registry.ts';

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
