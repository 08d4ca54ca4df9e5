import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ArtifactStore } from './artifact-store.ts';

/** Stores a value as JSON. */
export async function putJson(store: ArtifactStore, value: unknown): Promise<ArtifactRef> {
  return store.put(Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`), 'json');
}

/** The value of a JSON artifact that `putJson` wrote. */
export async function getJson<T>(store: ArtifactStore, ref: ArtifactRef): Promise<T> {
  return JSON.parse(Buffer.from(await store.get(ref)).toString('utf8')) as T;
}
