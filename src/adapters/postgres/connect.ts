import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/index.ts';
import type { RegistryTables } from './schema.ts';

/** Opens a pool on a PostgreSQL server, or on the embedded one, which speaks the same protocol. */
export function connectDatabase(url: string, maxConnections = 4): Kysely<RegistryTables> {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server drops raises `error` on the pool; the next query opens a new one.
  pool.on('error', () => undefined);
  // One in use raises it on itself, beside failing its query, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<RegistryTables>({ dialect: new PostgresDialect({ pool }) });
}

/** Brings the registry's tables to the newest migration. Safe to run from several processes. */
export async function migrate(db: Kysely<RegistryTables>): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('the registry could not be migrated', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}
