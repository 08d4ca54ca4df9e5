import type { FileRowChange, WeekRowChange } from '../../contracts/dataset-diff.ts';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { JobContext } from '../job-context.ts';

type Readers = Pick<JobContext, 'store' | 'tables'>;

/** Files whose rows are counted, at most: each is read. */
const mostFiles = 200;

const panelKey = ['format', 'store', 'item', 'week'];
/** Where a row stood in its file: a line more above it changes nothing. */
const notOfTheRow = ['__line'];

/** Rows of the joined data that came, changed or went, by week; `null` where a version's table is no longer kept. */
export async function changedWeeks(
  { store, tables }: Readers,
  before: DatasetManifest,
  after: DatasetManifest,
): Promise<readonly WeekRowChange[] | null> {
  return orMissing(async () => {
    const [old, now] = await Promise.all(
      [before, after].map(({ tables: { panel } }) => store.localPath(panel.artifact)),
    );
    const changes = await tables.compareRows(old!, now!, { key: panelKey, by: 'week' });
    return changes.map(({ value: week, ...counts }) => ({ week, ...counts }));
  });
}

/** Rows by file, of those that came, went or have others than before; of each `null` where its table is no longer kept. */
export async function changedFiles(
  { store, tables }: Readers,
  before: DatasetManifest,
  after: DatasetManifest,
): Promise<readonly FileRowChange[]> {
  const tablesOf = ({ files }: DatasetManifest) =>
    new Map(files.map(({ source, path, conditioned }) => [`${source}: ${path}`, conditioned] as const));
  const [old, now] = [tablesOf(before), tablesOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])]
    .filter((file) => old.get(file)?.hash !== now.get(file)?.hash)
    .sort();
  const counted = changed.slice(0, mostFiles).map(async (file): Promise<FileRowChange> => {
    const rows = await orMissing(() => rowsOf({ store, tables }, old.get(file), now.get(file)));
    return { file, added: rows?.added ?? null, removed: rows?.removed ?? null };
  });
  return Promise.all(counted);
}

async function rowsOf({ store, tables }: Readers, old: ArtifactRef | undefined, now: ArtifactRef | undefined) {
  const [before, after] = [old && (await store.localPath(old)), now && (await store.localPath(now))];
  if (before !== undefined && after !== undefined) return tables.balanceRows(before, after, notOfTheRow);
  return {
    added: after === undefined ? 0 : await tables.countRows(after),
    removed: before === undefined ? 0 : await tables.countRows(before),
  };
}

async function orMissing<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ArtifactMissingError) return null;
    throw error;
  }
}
