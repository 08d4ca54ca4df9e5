import { readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/index.ts';
import type { RegistryTables } from './schema.ts';

/**
 * Opens a pool on a PostgreSQL server, or on the embedded one, which speaks the same protocol.
 *
 * @param passwordFile has the password of a URL without one, and is read for each new connection. Default: `SHELFCAST_REGISTRY_PASSWORD_FILE`
 */
export function connectDatabase(
  url: string,
  maxConnections = 4,
  passwordFile = process.env.SHELFCAST_REGISTRY_PASSWORD_FILE,
): Kysely<RegistryTables> {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: maxConnections, connectionTimeoutMillis: 10_000 },
    ...(passwordFile && new URL(url).password === '' ? { Client: clientWithPasswordOf(passwordFile) } : {}),
  });
  // An idle connection that the server drops raises `error` on the pool; the next query opens a new one.
  pool.on('error', () => undefined);
  // One in use raises it on itself, in addition to failing its query, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<RegistryTables>({ dialect: new PostgresDialect({ pool }) });
}

/** The password of a URL would come before any other, also where it is empty, so it is set on the client. */
function clientWithPasswordOf(file: string): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      Object.assign(this, { password: async () => (await readFile(file, 'utf8')).trim() });
    }
  };
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
