import type { DatasetSummary } from '../contracts/cycle.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import type { Week } from '../contracts/week.ts';
import type { CyclePorts } from './ports.ts';

/** Joins the conditioned sources to a dataset version and enters it in the registry. */
export async function snapshotDataset(
  { jobs, registry }: CyclePorts,
  input: { region: string; cutoff: Week; sources: readonly IngestedSource[] },
): Promise<DatasetSummary> {
  const { summary, record } = await jobs.run('snapshot-dataset', input);
  await registry.recordDataset(record);
  return summary;
}
