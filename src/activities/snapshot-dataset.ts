import type { ArtifactRef } from '../contracts/artifact.ts';
import type { DatasetSummary } from '../contracts/cycle.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import type { Week } from '../contracts/week.ts';
import { putJson } from '../ports/json-artifacts.ts';
import type { CyclePorts } from './ports.ts';

/** A dataset version and its record, which `recordDataset` enters in the registry: it may list thousands of files. */
export interface Snapshot {
  readonly dataset: DatasetSummary;
  readonly record: ArtifactRef;
}

/** Joins the conditioned sources to a dataset version. */
export async function snapshotDataset(
  { jobs, store }: CyclePorts,
  input: { region: string; cutoff: Week; sources: readonly IngestedSource[] },
): Promise<Snapshot> {
  const { summary, record } = await jobs.run('snapshot-dataset', input);
  return { dataset: summary, record: await putJson(store, record) };
}
