import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { createChildProcessRunner } from '../../../src/processes/run-job.ts';
import { shareConditioning } from '../../../src/processes/share-conditioning.ts';
import { readSettings } from '../../../src/composition/settings.ts';

/** Dataset versions of a generated region, in a form that goes to child processes. */
export interface GrocerDatasets {
  readonly artifacts: string;
  /** Weeks of sales, numbered from 1. */
  readonly weeks: number;
  /** By the number of the cutoff's week, each as it was known then; the last week's knows all. */
  readonly manifests: Readonly<Record<number, ArtifactRef>>;
}

/**
 * Ingests a generated region and makes its dataset versions, as cycles of those weeks would: what later files say of the weather is
 * not in them.
 *
 * @param directory project folder with its landing; artifacts go below it
 * @param cutoffs numbers of weeks, the last week of sales among them
 */
export async function grocerDatasets(
  directory: string,
  firstWeek: Week,
  cutoffs: readonly number[],
  say: (line: string) => void,
): Promise<{ readonly datasets: GrocerDatasets; readonly project: LoadedProject }> {
  const project = await loadProject(directory);
  const artifacts = join(directory, 'artifacts');
  const runner = createChildProcessRunner({
    jobsVersion: project.jobsVersion,
    env: { SHELFCAST_PROJECT: directory, SHELFCAST_ARTIFACTS: artifacts },
    maxProcesses: availableParallelism(),
    maxHeapMb: 4096,
  });
  const jobs = shareConditioning(runner, project, readSettings().staging);
  const hooks = { onProgress: () => undefined, signal: new AbortController().signal };
  try {
    say('ingesting the region');
    const sources = await Promise.all(
      project.sources.map(({ name }) => jobs.run('ingest-source', { source: name }, hooks)),
    );
    const manifests: Record<number, ArtifactRef> = {};
    for (const week of cutoffs) {
      say(`dataset of week ${week}`);
      const input = { region: project.resolved.regions[0]!.name, cutoff: addWeeks(firstWeek, week - 1), sources };
      manifests[week] = (await jobs.run('snapshot-dataset', input, hooks)).summary.manifest;
    }
    return { project, datasets: { artifacts, weeks: Math.max(...cutoffs), manifests } };
  } finally {
    runner.close();
  }
}
