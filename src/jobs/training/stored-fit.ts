import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { FittedMember, MemberForecast } from '../../forecasting/index.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import { getJson, putJson } from '../../ports/json-artifacts.ts';
import type { AttemptFence } from './attempt-fence.ts';

/** A fit in the artifact store: the member's files. */
export interface StoredFit {
  readonly files: Readonly<Record<string, ArtifactRef>>;
}

interface ForecastJson {
  readonly seriesIndex: readonly number[];
  readonly step: readonly number[];
  readonly values: readonly number[];
  readonly variance?: readonly number[];
  readonly byBaseline?: readonly number[];
  readonly carriedForward: number;
}

/**
 * Stores a member, and then the pointer by which it is found: a reader of the pointer finds all of it.
 *
 * @throws AttemptFencedError as the fence does
 */
export async function storeFit(
  store: ArtifactStore,
  pointer: string,
  fitted: FittedMember,
  fence: AttemptFence,
): Promise<StoredFit> {
  const fit: StoredFit = { files: await putFiles(store, fitted.toFiles()) };
  await fence.check();
  await store.writePointer(pointer, JSON.stringify(fit));
  return fit;
}

/** Is called with the hash of an artifact that a pointer names and the store does not have, or has with other bytes. */
type OnLost = (hash: string) => void;

/**
 * The fit of an earlier attempt or cycle, if there is one and the store has all of its files: a restore may bring back a pointer without
 * them. Finding it makes it new again for the garbage collection.
 */
export async function findFit(store: ArtifactStore, pointer: string, onLost: OnLost): Promise<StoredFit | undefined> {
  const text = await store.readPointer(pointer);
  if (text === undefined) return undefined;
  const fit = JSON.parse(text) as StoredFit;
  if (!(await isStored(store, Object.values(fit.files), onLost))) return undefined;
  await store.writePointer(pointer, text);
  return fit;
}

/** Stores a forecast of a fit, and then the pointer by which it is found. */
export async function storeForecast(
  store: ArtifactStore,
  pointer: string,
  forecast: MemberForecast,
): Promise<ArtifactRef> {
  const ref = await putJson(store, toJson(forecast));
  await store.writePointer(pointer, JSON.stringify(ref));
  return ref;
}

/** The forecast that an earlier attempt stored, if it did and the store still has it. */
export async function findForecast(
  store: ArtifactStore,
  pointer: string,
  onLost: OnLost,
): Promise<ArtifactRef | undefined> {
  const text = await store.readPointer(pointer);
  if (text === undefined) return undefined;
  const ref = JSON.parse(text) as ArtifactRef;
  return (await isStored(store, [ref], onLost)) ? ref : undefined;
}

async function isStored(store: ArtifactStore, refs: readonly ArtifactRef[], onLost: OnLost): Promise<boolean> {
  try {
    for (const ref of refs) await store.localPath(ref);
    return true;
  } catch (error) {
    if (!(error instanceof ArtifactMissingError || error instanceof ArtifactCorruptError)) throw error;
    onLost(error.hash);
    return false;
  }
}

export async function readForecast(store: ArtifactStore, ref: ArtifactRef): Promise<MemberForecast> {
  const { seriesIndex, step, values, variance, byBaseline, carriedForward } = await getJson<ForecastJson>(store, ref);
  return {
    seriesIndex: Int32Array.from(seriesIndex),
    step: Int32Array.from(step),
    values: Float64Array.from(values),
    ...(variance ? { variance: Float64Array.from(variance) } : {}),
    ...(byBaseline ? { byBaseline: Uint8Array.from(byBaseline) } : {}),
    carriedForward,
  };
}

/** Stores the files of a member or checkpoint. */
export async function putFiles(
  store: ArtifactStore,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Record<string, ArtifactRef>> {
  const refs: Record<string, ArtifactRef> = {};
  for (const [name, bytes] of files) refs[name] = await store.put(bytes, extensionOf(name));
  return refs;
}

/** The files of a member or checkpoint, by name. */
export async function readMemberFiles(
  store: ArtifactStore,
  files: Readonly<Record<string, ArtifactRef>>,
): Promise<Map<string, Uint8Array>> {
  const bytes = await Promise.all(
    Object.entries(files).map(async ([name, ref]) => [name, await store.get(ref)] as const),
  );
  return new Map(bytes);
}

function toJson({ seriesIndex, step, values, variance, byBaseline, carriedForward }: MemberForecast): ForecastJson {
  return {
    seriesIndex: [...seriesIndex],
    step: [...step],
    values: [...values],
    ...(variance ? { variance: [...variance] } : {}),
    ...(byBaseline ? { byBaseline: [...byBaseline] } : {}),
    carriedForward,
  };
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
