import { connectDatabase, migrate, pendingMigrations } from '../adapters/postgres/connect.ts';
import type { PreparedPart } from '../contracts/preparation.ts';
import { openStorage } from './open-storage.ts';
import { explainRegistryFault } from './registry-fault.ts';
import { artifactsSource, registrySource } from './sources.ts';

type Part = Pick<PreparedPart, 'part'>;

/** Where a probe is written and deleted again. */
const probe = 'bootstrap/probe';

/**
 * Brings the registry to the newest migration, and looks whether artifacts can be written, read and deleted and landing be listed. With
 * `dryRun` nothing is written.
 */
export async function prepareStores(
  stateFolder: string,
  landing: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly PreparedPart[]> {
  const artifacts = artifactsSource(stateFolder);
  return [
    await checked({ part: 'registry' }, () => prepareRegistry(stateFolder, dryRun)),
    await checked({ part: 'artifacts' }, async () => {
      const { store } = await openStorage({ artifacts, landing });
      await store.readPointer(probe);
      if (dryRun) return { state: 'ready', detail: `${artifacts}, read only so far` };
      const writtenAt = Date.now();
      await store.writePointer(probe, '{}');
      await store.readPointer(probe);
      await store.deletePointer(probe, writtenAt + 3_600_000);
      return { state: 'ready', detail: artifacts };
    }),
    await checked({ part: 'landing' }, async () => {
      const { landing: files } = await openStorage({ artifacts, landing });
      const found = await files.list('**/*');
      return { state: 'ready', detail: `${landing}, ${found.length} files` };
    }),
  ];
}

async function prepareRegistry(stateFolder: string, dryRun: boolean): Promise<Omit<PreparedPart, 'part'>> {
  const source = registrySource(stateFolder);
  if (source?.from !== 'environment') {
    return source
      ? { state: 'ready', detail: 'of the running stack or the state folder, which looks after it' }
      : { state: 'failed', detail: 'SHELFCAST_REGISTRY_URL does not name a PostgreSQL database' };
  }
  const database = connectDatabase(source.url, 1);
  try {
    const pending = await pendingMigrations(database);
    if (pending.length === 0) return { state: 'ready', detail: 'every migration has run' };
    const detail = pending.join(', ');
    if (dryRun) return { state: 'to-make', detail };
    await migrate(database);
    return { state: 'made', detail };
  } catch (error) {
    throw explainRegistryFault(error, source.url);
  } finally {
    await database.destroy();
  }
}

async function checked(part: Part, prepare: () => Promise<Omit<PreparedPart, 'part'>>): Promise<PreparedPart> {
  try {
    return { ...part, ...(await prepare()) };
  } catch (error) {
    return { ...part, state: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
