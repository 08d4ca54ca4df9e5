import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { createPostgresLandingLedger } from '../../src/adapters/postgres/postgres-landing-ledger.ts';
import { createPostgresRegistry } from '../../src/adapters/postgres/postgres-registry.ts';
import type { LandingLedger } from '../../src/ports/landing-ledger.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { startEmbeddedDatabase } from '../../src/workers/database/embedded-database.ts';
import type { PostgresServer } from './postgres-server.ts';

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

/** A registry on an embedded database in a folder of its own, behind a socket as in the embedded stack. */
export async function startTestRegistry(): Promise<TestRegistry> {
  if (realServer) {
    const url = await realServer.createDatabase();
    const connection = connectDatabase(url);
    await migrate(connection);
    await connection.destroy();
    return openTestRegistry(url);
  }
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-registry-'));
  const database = await startEmbeddedDatabase(join(directory, 'database'), 0);
  const opened = openTestRegistry(database.url);
  return {
    ...opened,
    stop: async () => {
      await opened.stop();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
