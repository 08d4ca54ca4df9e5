import type { DatasetSummary } from '../../contracts/cycle.ts';
import type { IngestedSource } from '../../contracts/dataset.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';
import type { OperationJobs } from '../app.ts';
import { refusal } from '../refusal.ts';

/** A region's dataset version. */
export interface RegionDataset {
  readonly region: string;
  readonly cutoff: Week;
  readonly summary: DatasetSummary;
}

/**
 * Makes the dataset versions of regions from what is in landing, as a cycle does: what was conditioned before is not conditioned
 * again, and the same inputs give the same version. Throws `Refusal` on a cutoff after a region's last shipments.
 */
export async function openDatasets(
  project: ResolvedProject,
  regions: readonly string[],
  cutoff: Week | undefined,
  jobs: OperationJobs,
): Promise<readonly RegionDataset[]> {
  const sources = await sideBySide(project.sources, jobs.slots, async ({ name }) => {
    const ingested = await jobs.run(name, 'ingest-source', { source: name });
    jobs.say(name, ingestText(ingested));
    return ingested;
  });
  return sideBySide(regions, jobs.slots, async (region) => {
    const latest = await jobs.run(region, 'latest-cutoff', { region });
    if (cutoff !== undefined && cutoff > latest) throw refusal('cutoff-after-data', { region, cutoff, latest });
    const input = { region, cutoff: cutoff ?? latest, sources };
    const { summary } = await jobs.run(region, 'snapshot-dataset', input);
    jobs.say(region, `data to ${input.cutoff}, ${summary.rows} rows, dataset ${summary.version.slice(0, 12)}`);
    return { region, cutoff: input.cutoff, summary };
  });
}

function ingestText({ files, newFiles, rows, quarantined }: IngestedSource): string {
  return `${files} files, ${newFiles} new, ${rows} rows${quarantined > 0 ? `, ${quarantined} quarantined` : ''}`;
}
