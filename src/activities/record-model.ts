import type { ArtifactRef } from '../contracts/artifact.ts';
import { keptRecord } from './kept-record.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/** Registers a challenger. Apart from validating it, so that a registry that is away costs none of the work. */
export async function recordModel(
  { registry, store }: CyclePorts,
  { environment, record }: { readonly environment: string; readonly record: ArtifactRef },
): Promise<void> {
  await registry.recordModel(environment, await keptRecord<ModelRecord>(store, record));
}
