import { z } from 'zod';
import type { QuarantineListing, ShownRow } from '../../contracts/quarantine.ts';
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

/** Most rows that are read: a person looks at fewer. */
const mostRows = 100_000;

/**
 * The rows that meet the conditions. `strays`: also those that snapshots set aside, which are no longer as they stood in their file.
 * Throws `Refusal` on a source or region the project lacks.
 */
export async function findQuarantined(
  app: App,
  filter: QuarantineFilter,
  { rows = true, strays = true }: { readonly rows?: boolean; readonly strays?: boolean } = {},
): Promise<QuarantineListing> {
  const { source, region } = filter;
  const { project } = app;
  const sources = source === undefined ? project.sources : [sourceOf(app, source)];
  const regions = project.resolved.regions.map(({ name }) => name);
  const wanted = selectRegions(regions, region === undefined ? undefined : [region]);
  const datasets = strays ? await newestDatasets(app, wanted) : [];
  const listing = await app.withJobs((jobs) =>
    jobs.run('quarantine', 'read-quarantine', {
      // Only the snapshot knows which region a row is of.
      sources: region === undefined ? sources.map(({ name }) => name) : [],
      datasets: datasets.map(({ manifest }) => manifest),
      strayOf: sources.map(({ name }) => name),
      most: rows ? mostRows : 0,
    }),
  );
  return {
    ...listing,
    rows: listing.rows.filter((one) => matches(one, filter)),
    counts: listing.counts.filter((one) => matches(one, filter)),
  };
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

function matches(one: Pick<ShownRow, 'reason' | 'file'>, { reason, file }: QuarantineFilter): boolean {
  return (reason === undefined || one.reason === reason) && (file === undefined || one.file.includes(file));
}
