import type { Week } from '../../contracts/week.ts';
import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { UsageError } from '../usage.ts';

const shortestPrefix = 4;

/** The dataset version whose name begins so. Throws `UsageError` where there is none, or more than one. */
export function datasetOfVersion(datasets: readonly RegisteredDataset[], prefix: string): RegisteredDataset {
  const found = datasets.filter(({ version }) => version.startsWith(prefix));
  const [only] = found;
  if (prefix.length < shortestPrefix) {
    throw new UsageError(`"${prefix}" is too short: give at least ${shortestPrefix} characters of a version`);
  }
  if (!only) throw new UsageError(`no dataset version begins with "${prefix}"; "shelfcast datasets list" shows them`);
  if (found.length === 1) return only;
  const named = found.map(({ version, region, cutoff }) => `${version.slice(0, 16)} (${region} ${cutoff})`).join(', ');
  throw new UsageError(`${found.length} dataset versions begin with "${prefix}": ${named}; give more characters`);
}

/**
 * What was known at a week: of every region the newest version of its newest cutoff that is not after it. `datasets` come as the
 * registry gives them, the newest first. Without a week, what is known now.
 */
export function asOf(datasets: readonly RegisteredDataset[], week?: Week): readonly RegisteredDataset[] {
  const regions = new Map<string, RegisteredDataset>();
  for (const dataset of datasets) {
    if ((week === undefined || dataset.cutoff <= week) && !regions.has(dataset.region))
      regions.set(dataset.region, dataset);
  }
  return [...regions.values()];
}

/** The newest version of a region, or of one of its cutoffs. Throws `UsageError` where there is none. */
export function datasetOfRegion(
  datasets: readonly RegisteredDataset[],
  region: string,
  cutoff: Week | undefined,
): RegisteredDataset {
  const ofRegion = datasets.filter((dataset) => dataset.region === region);
  const found = ofRegion.find((dataset) => cutoff === undefined || dataset.cutoff === cutoff);
  if (found) return found;
  const cutoffs = [...new Set(ofRegion.map((dataset) => dataset.cutoff))].slice(0, 5);
  throw new UsageError(
    cutoffs.length === 0
      ? `no dataset version of region "${region}" is registered`
      : `${region} has no dataset version of ${cutoff}; its newest cutoffs are ${cutoffs.join(', ')}`,
  );
}
