import type { ArtifactRef } from '../contracts/artifact.ts';
import { getJson } from '../ports/json-artifacts.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/** Registers a challenger. Apart from validating it, so that a registry that is away costs none of the work. */
export async function recordModel(
  { registry, store }: CyclePorts,
  { environment, record }: { readonly environment: string; readonly record: ArtifactRef },
): Promise<void> {
  await registry.recordModel(environment, await getJson<ModelRecord>(store, record));
}
