import { connectDatabase, migrate } from '../adapters/postgres/connect.ts';
import { createPostgresLandingLedger } from '../adapters/postgres/postgres-landing-ledger.ts';
import { createPostgresRegistry } from '../adapters/postgres/postgres-registry.ts';
import type { LandingLedger } from '../ports/landing-ledger.ts';
import type { Registry } from '../ports/registry.ts';
import { claimForCommand } from '../state/command-claim.ts';
import { startEmbeddedDatabase } from '../state/database/embedded-database.ts';
import { claimStateDirectory, openStateDirectory } from '../state/state-directory.ts';
import { NoRegistryError } from './source-errors.ts';
import { registrySource } from './sources.ts';

/**
 * Brings the registry of a server to the newest migration; any number of workers may do so at once. Does nothing where it is there.
 */
export async function migrateRegistry(url: string): Promise<void> {
  const connection = connectDatabase(url, 1);
  try {
    await migrate(connection);
  } finally {
    await connection.destroy();
  }
}

/** What workers keep in the database, over one pool; closing the registry closes it. */
export function openDatabase(url: string): { readonly registry: Registry; readonly landingFiles: LandingLedger } {
  const connection = connectDatabase(url);
  return {
    registry: createPostgresRegistry(connection),
    landingFiles: createPostgresLandingLedger(connection),
  };
}

/** The registry of a running stack, or of a PostgreSQL server. */
export function openRegistry(url: string): Registry {
  return createPostgresRegistry(connectDatabase(url));
}

/**
 * The registry of a command, by `registrySource`: a server's or a running stack's, or else the database in the state folder, which is this
 * process's alone until it is closed. Throws `NoRegistryError` where there is none yet, `StateDirectoryBusyError` where another command
 * stays on the folder.
 */
export async function openRegistryOf(stateFolder: string): Promise<Registry> {
  const source = registrySource(stateFolder);
  if (!source) throw new NoRegistryError(stateFolder);
  if (source.from !== 'folder') return openRegistry(source.url);
  const state = openStateDirectory(stateFolder);
  const release = await claimForCommand(state);
  try {
    // A stack may have begun to start before the claim was made.
    const begun = registrySource(stateFolder);
    if (begun?.from === 'stack') {
      release();
      return openRegistry(begun.url);
    }
    // The processes of a stack that was killed may still be ending.
    await claimStateDirectory(state);
    const registry = await openEmbeddedRegistry(state.database);
    return { ...registry, close: () => registry.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The registry in a folder that no stack is using: its database runs in this process, on a free loopback port, until it is closed.
 * Nobody else may open the folder meanwhile.
 */
export async function openEmbeddedRegistry(directory: string): Promise<Registry> {
  const database = await startEmbeddedDatabase(directory, 0);
  const connection = connectDatabase(database.url, 1);
  try {
    await migrate(connection);
  } catch (error) {
    await connection.destroy();
    await database.stop();
    throw error;
  }
  const registry = createPostgresRegistry(connection);
  return {
    ...registry,
    close: async () => {
      await registry.close();
      await database.stop();
    },
  };
}
