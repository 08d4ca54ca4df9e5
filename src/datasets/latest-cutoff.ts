import type { IngestedSource } from '../contracts/dataset.ts';
import type { Week } from '../contracts/week.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import type { DatasetPorts } from './ports.ts';
import { readRegionStores, shipmentsSource } from './snapshot/region-stores.ts';
import { localPaths } from './snapshot/local-paths.ts';
import { loadSourceFiles } from './snapshot/source-files.ts';

/**
 * The last week for which any store of a region has shipments: the latest cutoff its data allows; `undefined` where there
 * are none. Only the shipments and the stores need to be ingested. How many of the stores have reported that week is in the quality profile of the dataset version. Throws
 * `UnknownRegionError` or `UnknownSourceError`.
 */
export async function latestCutoff(
  ports: DatasetPorts,
  project: LoadedProject,
  ingested: readonly IngestedSource[],
  region: string,
): Promise<Week | undefined> {
  const sources = await loadSourceFiles(ports, project, ingested, ['shipments', 'stores']);
  const { stores } = await readRegionStores(ports, project, sources, region);
  const paths = await localPaths(ports.store, shipmentsSource(sources).files);
  return ports.tables.largestText(paths, 'week', [{ column: 'store', in: [...stores.keys()] }]);
}
