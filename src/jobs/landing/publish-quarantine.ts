import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { ConditionedFile, IngestedSource } from '../../contracts/dataset.ts';
import type { Week } from '../../contracts/week.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';

/** The dataset version the rows were set aside for. */
export interface QuarantineOf {
  readonly region: string;
  readonly cutoff: Week;
  readonly version: string;
  /** Rows the snapshot set aside: unknown stores and items. */
  readonly stray: ArtifactRef | undefined;
}

/**
 * Puts the rows that were set aside where a person finds them, a CSV file per landing file: file, line, column, reason,
 * detail, raw row. Returns the URI of their folder, `undefined` where no row was.
 */
export async function publishQuarantine(
  store: ArtifactStore,
  sources: readonly IngestedSource[],
  { region, cutoff, version, stray }: QuarantineOf,
): Promise<string | undefined> {
  const folder = `quarantine/${region}/${cutoff}/${version.slice(0, 12)}`;
  const uris: string[] = [];
  for (const { source, listing, quarantined } of sources) {
    if (quarantined === 0) continue;
    const files = await getJson<readonly ConditionedFile[]>(store, listing);
    for (const [index, file] of files.entries()) {
      if (!file.quarantined) continue;
      uris.push(
        await store.publishAs(file.quarantined, `${folder}/${source}-${index + 1}-${plainName(file.path)}.csv`),
      );
    }
  }
  if (stray) uris.push(await store.publishAs(stray, `${folder}/unknown-stores-and-items.csv`));
  return uris[0]?.slice(0, uris[0].lastIndexOf('/'));
}

/** The file's own name without what a store might not take; landing files are named by others. */
function plainName(path: string): string {
  return (path.split('/').at(-1) ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-100);
}
