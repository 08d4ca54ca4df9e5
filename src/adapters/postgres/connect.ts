import { Kysely, PostgresDialect, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/index.ts';
import { passwordFileOf } from './password-file.ts';
import type { RegistryTables } from './schema.ts';

/**
 * Opens a pool on a PostgreSQL server, or on the embedded one, which speaks the same protocol.
 *
 * @param url `passwordFile` among its parameters names a file with the password, which every new connection reads
 */
export function connectDatabase(url: string, maxConnections = 4): Kysely<RegistryTables> {
  const limits = { max: maxConnections, connectionTimeoutMillis: 10_000 };
  const pool = new pg.Pool({ ...limits, ...(passwordFileOf(url) ?? { connectionString: url }) });
  // An idle connection that the server drops raises `error` on the pool; the next query opens a new one.
  pool.on('error', () => undefined);
  // One in use raises it on itself, in addition to failing its query, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<RegistryTables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Brings the registry's tables to the newest migration. Safe to run from several processes.
 *
 * @returns names of the migrations that it ran
 */
export async function migrate(db: Kysely<RegistryTables>): Promise<readonly string[]> {
  if (await isMigrated(db)) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('the registry could not be migrated', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** Names of the migrations of this version that have not run, in their order. */
export async function pendingMigrations(db: Kysely<RegistryTables>): Promise<readonly string[]> {
  const ran = await ranMigrations(db);
  return Object.keys(migrations).filter((name) => !ran.has(name));
}

/**
 * Whether exactly the migrations of this version have run. The migrator reads the whole catalogue of the database before it finds that
 * there is nothing to do, which takes the embedded database a third of a second of processor time at each start.
 */
async function isMigrated(db: Kysely<RegistryTables>): Promise<boolean> {
  const ran = await ranMigrations(db);
  const known = Object.keys(migrations);
  return ran.size === known.length && known.every((name) => ran.has(name));
}

async function ranMigrations(db: Kysely<RegistryTables>): Promise<ReadonlySet<string>> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass(${DEFAULT_MIGRATION_TABLE}) is not null as there`.execute(db);
  if (!tables[0]?.there) return new Set();
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
