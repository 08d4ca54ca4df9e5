import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const modules = new URL('../../node_modules/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('@electric-sql/pglite/package.json', modules), 'utf8')) as {
  version: string;
};
const kept = fileURLToPath(new URL(`.cache/shelfcast/new-database-${version}.tar`, modules));

/**
 * An embedded database in memory, as it is when it is new. Its files are made once for all tests and kept: making them takes three
 * seconds of processor each time, reading them half a second.
 */
export async function newDatabase(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: new Blob([readKept() ?? (await makeKept())]) });
}

function readKept(): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(readFileSync(kept));
  } catch {
    return undefined;
  }
}

async function makeKept(): Promise<Uint8Array<ArrayBuffer>> {
  const database = await PGlite.create();
  const files = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
  await database.close();
  mkdirSync(dirname(kept), { recursive: true });
  // Whole or not at all: other tests may look for it at this moment.
  const part = `${kept}.${randomUUID()}.part`;
  writeFileSync(part, files);
  renameSync(part, kept);
  return files;
}
