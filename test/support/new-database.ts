import { PGlite } from '@electric-sql/pglite';
import { newDatabaseFiles } from '../../src/workers/database/new-database.ts';

/** An embedded database in memory, as it is when it is new. */
export async function newDatabase(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await newDatabaseFiles() });
}
