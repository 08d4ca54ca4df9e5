import { z } from 'zod';
import type { QuarantineListing } from '../../contracts/quarantine.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import type { App } from '../app.ts';
import { selectRegions } from '../of-project.ts';
import { refusal } from '../refusal.ts';

/** Which rows to look at; all conditions have to hold. */
export const quarantineFilterShape = {
  source: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  /** Part of a file's path. */
  file: z.string().exactOptional(),
  /** Only what the region's newest dataset version set aside: rows of unknown stores and items. */
  region: z.string().exactOptional(),
};

interface QuarantineFilter {
  readonly source?: string;
  readonly reason?: string;
  readonly file?: string;
  readonly region?: string;
}

interface Extent {
  /** Rows that are read; all are counted. */
  readonly most: number;
  /** Rows before them. Default 0. */
  readonly skip?: number;
  /** Whether those that snapshots set aside are wanted, which are no longer as they stood in their file. Default true. */
  readonly strays?: boolean;
}

/** Some of the rows that meet the conditions, and how many there are. Throws `Refusal` on a source or region the project lacks. */
export async function findQuarantined(
  app: App,
  filter: QuarantineFilter,
  { most, skip = 0, strays = true }: Extent,
): Promise<QuarantineListing> {
  const { source, region, reason, file } = filter;
  const { project } = app;
  const sources = source === undefined ? project.sources : [sourceOf(app, source)];
  const regions = project.resolved.regions.map(({ name }) => name);
  const wanted = selectRegions(regions, region === undefined ? undefined : [region]);
  const datasets = strays ? await newestDatasets(app, wanted) : [];
  return app.withJobs((jobs) =>
    jobs.run('quarantine', 'read-quarantine', {
      // Only the snapshot knows which region a row is of.
      sources: region === undefined ? sources.map(({ name }) => name) : [],
      datasets: datasets.map(({ manifest }) => manifest),
      strayOf: sources.map(({ name }) => name),
      ...(reason === undefined ? {} : { reason }),
      ...(file === undefined ? {} : { file }),
      ...(skip === 0 ? {} : { skip }),
      most,
    }),
  );
}

/** How many rows a listing counts. */
export function countOf({ counts }: Pick<QuarantineListing, 'counts'>): number {
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}

/** A source of the project. Throws `Refusal` where it has none of that name. */
export function sourceOf({ project }: App, name: string): LoadedSource {
  const source = project.sources.find((candidate) => candidate.name === name);
  if (source) return source;
  throw refusal('unknown-source', { source: name, known: project.sources.map((one) => one.name) });
}

/** The newest dataset versions of regions; none where no cycle has run yet. */
async function newestDatasets(app: App, regions: readonly string[]) {
  const newest = await app.withRegistryIfAny((registry) => registry.findDatasets({ newest: true }));
  return (newest ?? []).filter(({ region }) => regions.includes(region));
}
