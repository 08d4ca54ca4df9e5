import type { ArtifactRef } from '../contracts/artifact.ts';
import type { FitHooks } from '../forecasting/index.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import { putFiles, readMemberFiles } from './stored-fit.ts';

/** Fits of a few seconds are quicker done again than written down after every epoch. */
const secondsBetween = 2;

/**
 * Keeps the checkpoints of a fit, the latest under a pointer.
 *
 * @param everySeconds seconds between two of them; 0 keeps every one
 */
export function checkpointKeeper(
  store: ArtifactStore,
  pointer: string,
  everySeconds = secondsBetween,
): NonNullable<FitHooks['onCheckpoint']> {
  let last = performance.now();
  return async (take) => {
    if (performance.now() - last < 1000 * everySeconds) return;
    const files = await putFiles(store, take());
    await store.writePointer(pointer, JSON.stringify(files));
    last = performance.now();
  };
}

/** The latest checkpoint of a fit. One that cannot be read any more is none: the fit then starts afresh. */
export async function findCheckpoint(
  store: ArtifactStore,
  pointer: string,
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const text = await store.readPointer(pointer);
  if (text === undefined) return undefined;
  try {
    return await readMemberFiles(store, JSON.parse(text) as Record<string, ArtifactRef>);
  } catch {
    return undefined;
  }
}
