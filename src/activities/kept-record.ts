import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';

/** Keeps what is to be recorded in the registry until it is: a payload may be too small for it. */
export function keepRecord(store: ArtifactStore, record: unknown): Promise<ArtifactRef> {
  return store.put(new TextEncoder().encode(JSON.stringify(record)), 'json');
}

/** What `keepRecord` has kept. */
export async function keptRecord<Kept>(store: ArtifactStore, ref: ArtifactRef): Promise<Kept> {
  return JSON.parse(new TextDecoder().decode(await store.get(ref))) as Kept;
}
