import { PGlite } from '@electric-sql/pglite';
import { withBaselineWasm } from './baseline-wasm.ts';
import { createDatabaseFolder } from './new-database.ts';
import { serveDatabase } from './serve-database.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL in this process, on a folder, served on a loopback port so that several processes share it; 0 is a free one. */
export async function startEmbeddedDatabase(directory: string, port: number): Promise<EmbeddedDatabase> {
  await createDatabaseFolder(directory);
  const database = await withBaselineWasm(() => PGlite.create(directory));
  const server = await serveDatabase(database, port);
  return {
    url: `postgres://postgres@127.0.0.1:${server.port}/postgres`,
    stop: async () => {
      await server.stop();
      await database.close();
    },
  };
}
