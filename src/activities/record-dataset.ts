import type { ArtifactRef } from '../contracts/artifact.ts';
import { getJson } from '../ports/json-artifacts.ts';
import type { DatasetRecord } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/** Enters a dataset version in the registry. Apart from making it, so that a registry that is away costs none of the work. */
export async function recordDataset(
  { registry, store }: CyclePorts,
  { record }: { readonly record: ArtifactRef },
): Promise<void> {
  await registry.recordDataset(await getJson<DatasetRecord>(store, record));
}
