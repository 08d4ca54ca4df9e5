import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { createPostgresLandingLedger } from '../../src/adapters/postgres/postgres-landing-ledger.ts';
import { createPostgresRegistry } from '../../src/adapters/postgres/postgres-registry.ts';
import type { LandingLedger } from '../../src/ports/landing-ledger.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/state/database/embedded-database.ts';
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

/** Databases that tests before have given back, without their rows. */
const free: EmbeddedDatabase[] = [];

/**
 * A registry on an embedded database in a folder of its own, behind a socket as in the embedded stack. Tests of one process use the
 * same database one after the other: to start one takes most of a second of processor time. Outside a test run the folder goes with it.
 */
export async function startTestRegistry(): Promise<TestRegistry> {
  if (realServer) {
    const url = await realServer.createDatabase();
    const connection = connectDatabase(url);
    await migrate(connection);
    await connection.destroy();
    return openTestRegistry(url);
  }
  const kept = process.env.SHELFCAST_TEST_REGISTRIES;
  const directory = await mkdtemp(join(kept ?? tmpdir(), 'shelfcast-registry-'));
  const database = (kept && free.pop()) || (await startEmbeddedDatabase(join(directory, 'database'), 0));
  const opened = openTestRegistry(database.url);
  return {
    ...opened,
    stop: async () => {
      await opened.stop();
      if (kept) {
        await emptyTables(database.url);
        free.push(database);
      } else {
        await database.stop();
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

/**
 * The rows of all tables but the migrations' own go; numbers begin at 1 again. They are deleted, not truncated: a truncated table gets new
 * files, as do its indexes, and seventeen of them take a hundred times as long.
 */
async function emptyTables(url: string): Promise<void> {
  const db = connectDatabase(url, 1);
  try {
    // The audit trail's own triggers let nothing go.
    await sql`
      do $$
      declare
        tables record;
      begin
        set session_replication_role = replica;
        for tables in
          select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'
        loop
          execute format('delete from %I', tables.name);
        end loop;
        perform setval(oid::regclass, 1, false) from pg_class where relkind = 'S';
        set session_replication_role = default;
      end $$`.execute(db);
  } finally {
    await db.destroy();
  }
}
