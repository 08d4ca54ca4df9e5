import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL in this process, on a folder, served on a loopback port so that several processes share it. */
export async function startEmbeddedDatabase(directory: string, port: number): Promise<EmbeddedDatabase> {
  const database = await PGlite.create(directory);
  const server = new PGLiteSocketServer({ db: database, port, host: '127.0.0.1', maxConnections: 64 });
  await server.start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await database.close();
    },
  };
}
