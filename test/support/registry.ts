import getPort from 'get-port';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { createPostgresLandingLedger } from '../../src/adapters/postgres/postgres-landing-ledger.ts';
import { createPostgresRegistry } from '../../src/adapters/postgres/postgres-registry.ts';
import type { LandingLedger } from '../../src/ports/landing-ledger.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { newDatabase } from './new-database.ts';
import type { PostgresServer } from './postgres-server.ts';
import { serveDatabase } from '../../src/workers/database/serve-database.ts';

export interface TestRegistry {
  readonly registry: Registry;
  readonly landingFiles: LandingLedger;
  readonly url: string;
  stop(): Promise<void>;
}

/** A registry that another process serves. */
export function openTestRegistry(url: string): TestRegistry {
  const db = connectDatabase(url);
  const registry = createPostgresRegistry(db);
  return { registry, landingFiles: createPostgresLandingLedger(db), url, stop: () => registry.close() };
}

let realServer: PostgresServer | undefined;

/** Has every registry of the tests that follow be a database of a PostgreSQL server; `undefined`: the embedded one again. */
export function useServerForRegistries(postgres: PostgresServer | undefined): void {
  realServer = postgres;
}

/** A registry on an embedded database in memory, behind a socket as in the embedded stack. */
export async function startTestRegistry(): Promise<TestRegistry> {
  if (realServer) {
    const url = await realServer.createDatabase();
    const connection = connectDatabase(url);
    await migrate(connection);
    await connection.destroy();
    return openTestRegistry(url);
  }
  const database = await newDatabase();
  const port = await getPort({ host: '127.0.0.1' });
  const server = await serveDatabase(database, port);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const db = connectDatabase(url);
  await migrate(db);
  const registry = createPostgresRegistry(db);
  return {
    registry,
    landingFiles: createPostgresLandingLedger(db),
    url,
    stop: async () => {
      await registry.close();
      await server.stop();
      await database.close();
    },
  };
}
