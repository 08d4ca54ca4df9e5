import type { ArtifactRef } from '../contracts/artifact.ts';
import type { DatasetManifest } from '../contracts/dataset.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import { getJson } from '../ports/json-artifacts.ts';

/** The manifest of a dataset version. Throws `ArtifactMissingError` or `ArtifactCorruptError`. */
export async function readManifest(store: ArtifactStore, ref: ArtifactRef): Promise<DatasetManifest> {
  return getJson<DatasetManifest>(store, ref);
}
