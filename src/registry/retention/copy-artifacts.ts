import { inParallel } from '../../contracts/in-parallel.ts';
import { publishedName } from '../../contracts/published-name.ts';
import type { ArtifactStore, StoredObject } from '../../ports/artifact-store.ts';
import type { RetainedForecast, RetentionRegistry } from '../../ports/retention-records.ts';

/** Pointer of a copy that says which moment it can be restored to. */
export const copiedPointer = 'backup/copied';

export interface CopyPorts {
  readonly registry: Pick<RetentionRegistry, 'retentionRecords'>;
  readonly from: Pick<ArtifactStore, 'listObjects' | 'localPath' | 'listPointers' | 'readPointer'>;
  readonly to: Pick<ArtifactStore, 'listObjects' | 'putFile' | 'readPointer' | 'writePointer' | 'publishAs'>;
}

export interface CopyReport {
  /**
   * ISO 8601. All that the registry referred to at this moment is in the copy: restore the registry to it, or to an earlier moment since
   * which nothing was deleted.
   */
  readonly restorableTo: string;
  /** What the copy lacked. */
  readonly copied: { readonly objects: number; readonly bytes: number };
  /** What it had already. */
  readonly there: { readonly objects: number; readonly bytes: number };
  readonly pointers: number;
  /** Files of published forecasts under their readable names. */
  readonly published: number;
}

/** Copies at the same time. */
const lanes = 8;

/**
 * Copies what another artifact store lacks into it, each artifact compared with its hash: objects, then the pointers to them, then the
 * files of published forecasts under their readable names. Nothing is deleted there. Can run while the product works, and can be
 * stopped at any time: the next run continues.
 *
 * @param now milliseconds since 1970, the moment before the first listing
 */
export async function copyArtifacts({ registry, from, to }: CopyPorts, now: number): Promise<CopyReport> {
  const records = await registry.retentionRecords();
  const known = new Set<string>();
  for await (const object of to.listObjects()) known.add(nameOf(object));
  const there = { objects: 0, bytes: 0 };
  const missing: StoredObject[] = [];
  for await (const object of from.listObjects()) {
    if (!known.has(nameOf(object))) missing.push(object);
    else add(there, object);
  }
  const copied = { objects: 0, bytes: 0 };
  await inParallel(lanes, missing, async (object) => {
    await to.putFile(await from.localPath(object), object.extension);
    add(copied, object);
  });
  let pointers = 0;
  for await (const { name } of from.listPointers()) {
    const text = await from.readPointer(name);
    // Of another copy of the same artifacts.
    if (text === undefined || name === copiedPointer) continue;
    pointers += 1;
    if ((await to.readPointer(name)) !== text) await to.writePointer(name, text);
  }
  const files = lastByPlace(records.forecasts).flatMap((forecast) =>
    forecast.refs.flatMap((ref) =>
      ref.extension === 'csv' || ref.extension === 'parquet'
        ? [{ ref, name: publishedName(forecast, ref.extension) }]
        : [],
    ),
  );
  await inParallel(lanes, files, ({ ref, name }) => to.publishAs(ref, name));
  const restorableTo = new Date(now).toISOString();
  await to.writePointer(copiedPointer, JSON.stringify({ restorableTo }));
  return { restorableTo, copied, there, pointers, published: files.length };
}

/** Of each region and cutoff the forecasts that were published last. */
function lastByPlace(forecasts: readonly RetainedForecast[]): readonly RetainedForecast[] {
  const last = new Map<string, RetainedForecast>();
  for (const forecast of forecasts.toSorted((one, other) => one.publishedAt - other.publishedAt)) {
    last.set(publishedName(forecast, 'csv'), forecast);
  }
  return [...last.values()];
}

function nameOf({ hash, extension }: StoredObject): string {
  return `${hash}.${extension}`;
}

function add(sum: { objects: number; bytes: number }, { bytes }: StoredObject): void {
  sum.objects += 1;
  sum.bytes += bytes;
}
