import type { Week } from '../../contracts/week.ts';
import type { DatasetCatalogue, RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { refusal } from '../refusal.ts';
import { shortestPrefix } from '../shortest-prefix.ts';

type Catalogue = Pick<DatasetCatalogue, 'findDatasets'>;

/** How many cutoffs are named to a person who asked for another one. */
const mostNamed = 5;

/** The dataset version whose name begins so. Throws `Refusal` where there is none, or more than one. */
export async function datasetOfVersion(catalogue: Catalogue, prefix: string): Promise<RegisteredDataset> {
  if (prefix.length < shortestPrefix) throw refusal('short-dataset', { wanted: prefix, shortest: shortestPrefix });
  const found = await catalogue.findDatasets({ prefix });
  const [only] = found;
  if (!only) throw refusal('unknown-dataset', { wanted: prefix });
  if (found.length === 1) return only;
  const named = found.map(({ version, region, cutoff }) => ({ version, region, cutoff }));
  throw refusal('ambiguous-dataset', { wanted: prefix, found: named });
}

/** The newest version of a region, or of one of its cutoffs. Throws `Refusal` where there is none. */
export async function datasetOfRegion(
  catalogue: Catalogue,
  region: string,
  cutoff: Week | undefined,
): Promise<RegisteredDataset> {
  const [found] = await catalogue.findDatasets({ region, newest: true, ...(cutoff === undefined ? {} : { cutoff }) });
  if (found) return found;
  const cutoffs = (await catalogue.findDatasets({ region })).map((dataset) => dataset.cutoff);
  if (cutoff === undefined || cutoffs.length === 0) throw refusal('region-without-dataset', { region });
  throw refusal('unknown-cutoff', { region, cutoff, newest: [...new Set(cutoffs)].slice(0, mostNamed) });
}
