import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { Week } from '../../contracts/week.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { JobContext } from '../job-context.ts';

/** Units by week, and in a week by `seriesKey`; what is not known is not there. */
export type Actuals = ReadonlyMap<Week, ReadonlyMap<string, number>>;

type Readers = Pick<JobContext, 'store' | 'tables'>;

/** The actuals of a dataset version from a week on. */
export async function readActuals({ store, tables }: Readers, manifest: DatasetManifest, from: Week): Promise<Actuals> {
  const panel = await tables.readParquet(await store.localPath(manifest.tables.panel.artifact), {
    columns: ['store', 'item', 'week', 'units'],
    where: [
      { column: 'week', atLeast: from },
      { column: 'week', atMost: manifest.cutoff },
    ],
  });
  const units = panel['units'] as Float64Array;
  const actuals = new Map<Week, Map<string, number>>();
  units.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const week = String(panel['week']?.[row]);
    const ofWeek = actuals.get(week) ?? new Map<string, number>();
    actuals.set(week, ofWeek);
    ofWeek.set(seriesKey(panel['store']?.[row], panel['item']?.[row]), value);
  });
  return actuals;
}

/**
 * Weeks before the cutoff whose actuals are others than an earlier dataset version has, or that it did not have, in order. None
 * where that version is no longer kept: then it is unknown what has changed.
 */
export async function lateWeeks(
  readers: Readers,
  actuals: Actuals,
  { previous, from, cutoff }: { readonly previous: ArtifactRef; readonly from: Week; readonly cutoff: Week },
): Promise<readonly Week[]> {
  let before: Actuals;
  try {
    before = await readActuals(readers, await readManifest(readers.store, previous), from);
  } catch (error) {
    if (error instanceof ArtifactMissingError) return [];
    throw error;
  }
  return [...new Set([...before.keys(), ...actuals.keys()])]
    .filter((week) => week < cutoff && !isSame(before.get(week), actuals.get(week)))
    .sort();
}

/** A store's item within a week. */
export function seriesKey(store: unknown, item: unknown): string {
  return JSON.stringify([store, item]);
}

function isSame(
  before: ReadonlyMap<string, number> | undefined,
  after: ReadonlyMap<string, number> | undefined,
): boolean {
  if (before?.size !== after?.size) return false;
  for (const [key, value] of after ?? []) if (before?.get(key) !== value) return false;
  return true;
}
