import { inParallel } from '../../contracts/in-parallel.ts';
import { publishedName } from '../../contracts/published-name.ts';
import type { ArtifactStore, StoredObject } from '../../ports/artifact-store.ts';
import type { RetainedForecast, RetentionRecords, RetentionRegistry } from '../../ports/retention-records.ts';
import { artifactName } from './artifact-refs.ts';
import { CopyIncompleteError } from './errors.ts';

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
 * @throws CopyIncompleteError where the artifacts lack what the registry refers to; the copy then keeps the moment it could be restored to before
 */
export async function copyArtifacts({ registry, from, to }: CopyPorts, now: number): Promise<CopyReport> {
  const records = await registry.retentionRecords();
  // Before the objects: what a pointer names was there before it, and so is among the objects that are listed after.
  const pointers = await readPointers(from);
  const known = new Set<string>();
  for await (const object of to.listObjects()) known.add(artifactName(object));
  const there = { objects: 0, bytes: 0 };
  const missing: StoredObject[] = [];
  for await (const object of from.listObjects()) {
    if (!known.has(artifactName(object))) missing.push(object);
    else add(there, object);
  }
  const copied = { objects: 0, bytes: 0 };
  await inParallel(lanes, missing, async (object) => {
    await to.putFile(await from.localPath(object), object.extension);
    add(copied, object);
  });
  const present = new Set([...known, ...missing.map(artifactName)]);
  checkComplete(records, present);
  await inParallel(lanes, pointers, async ({ name, text }) => {
    if ((await to.readPointer(name)) !== text) await to.writePointer(name, text);
  });
  const files = lastByPlace(records.forecasts).flatMap((forecast) =>
    forecast.refs.flatMap((ref) =>
      // Those that a retention rule had deleted are in no store.
      (ref.extension === 'csv' || ref.extension === 'parquet') && present.has(artifactName(ref))
        ? [{ ref, name: publishedName(forecast, ref.extension) }]
        : [],
    ),
  );
  await inParallel(lanes, files, ({ ref, name }) => to.publishAs(ref, name));
  const restorableTo = new Date(now).toISOString();
  await to.writePointer(copiedPointer, JSON.stringify({ restorableTo }));
  return { restorableTo, copied, there, pointers: pointers.length, published: files.length };
}

async function readPointers(
  from: CopyPorts['from'],
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const pointers: { name: string; text: string }[] = [];
  for await (const { name } of from.listPointers()) {
    const text = await from.readPointer(name);
    // That of a copy is about the copy alone.
    if (text !== undefined && name !== copiedPointer) pointers.push({ name, text });
  }
  return pointers;
}

/** A copy that lacks what the registry refers to must not look like one that can be restored. */
function checkComplete({ models, datasets }: RetentionRecords, present: ReadonlySet<string>): void {
  const needed = [
    ...models
      .filter(({ isDeleted }) => !isDeleted)
      .flatMap(({ version, refs }) => refs.map((ref) => ({ ref, version }))),
    ...datasets.filter(({ isDeleted }) => !isDeleted).map(({ version, manifest }) => ({ ref: manifest, version })),
  ];
  const lost = needed.filter(({ ref }) => !present.has(artifactName(ref)));
  if (lost[0]) throw new CopyIncompleteError(lost.length, lost[0].version);
}

/** Of each region and cutoff the forecasts that were published last. */
function lastByPlace(forecasts: readonly RetainedForecast[]): readonly RetainedForecast[] {
  const last = new Map<string, RetainedForecast>();
  for (const forecast of forecasts.toSorted((one, other) => one.publishedAt - other.publishedAt)) {
    last.set(publishedName(forecast, 'csv'), forecast);
  }
  return [...last.values()];
}

function add(sum: { objects: number; bytes: number }, { bytes }: StoredObject): void {
  sum.objects += 1;
  sum.bytes += bytes;
}
