import type { ArtifactRef } from '../../contracts/artifact.ts';
import { weeklyKinds, type StandardColumn } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { NoDataError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import { fillUnits } from './fill-units.ts';
import { fillWeekly } from './fill-weekly.ts';
import { layOutGrid } from './lay-out-grid.ts';
import { readAttributes, type AttributeRow } from './read-attributes.ts';
import { readShipments } from './read-shipments.ts';
import { onlySource, readRegionStores } from './region-stores.ts';
import type { SeriesGrid } from './series-grid.ts';
import { ofKind, type SourceFiles } from './source-files.ts';
import type { SourceTally } from './source-tally.ts';
import { storeStrayRows } from './stray-rows.ts';

/** Rows of attributes with their columns. */
export interface JoinedAttributes {
  readonly rows: ReadonlyMap<string, AttributeRow>;
  readonly columns: readonly StandardColumn[];
}

/** All sources of a project on one grid, for one region and cutoff. */
export interface JoinedSources {
  readonly grid: SeriesGrid;
  /** `units`, then the known-ahead columns, then the observed ones. */
  readonly matrices: Readonly<Record<string, Float64Array>>;
  /** Names of the observed columns. */
  readonly observed: readonly string[];
  /** The region's stores. */
  readonly stores: JoinedAttributes;
  /** Items with sales. */
  readonly items: JoinedAttributes;
  /** Shipments first. */
  readonly tallies: readonly [SourceTally, ...SourceTally[]];
  /** Rows set aside, CSV. */
  readonly quarantined: ArtifactRef | undefined;
}

/** Reads and joins what a dataset version is made of. Throws `UnknownRegionError`, `NoDataError`, `TooManyBadRowsError`. */
export async function joinSources(
  ports: DatasetPorts,
  project: LoadedProject,
  sources: readonly SourceFiles[],
  { region, cutoff }: { readonly region: string; readonly cutoff: Week },
): Promise<JoinedSources> {
  const { all: allStores, stores } = await readRegionStores(ports, project, sources, region);
  if (stores.size === 0) throw new NoDataError({ region, cutoff, missing: 'stores' });
  const [itemSource] = ofKind(sources, 'items');
  const allItems = itemSource ? await readAttributes(ports, itemSource) : undefined;

  const shipmentSource = onlySource(sources, 'shipments');
  const shipments = await readShipments(ports, shipmentSource, {
    cutoff,
    stores: [...stores.keys()],
    knownStores: [...allStores.rows.keys()],
    knownItems: allItems ? new Set(allItems.rows.keys()) : undefined,
  });
  // Before anything else is judged: when every row is stray, that is the fault to tell.
  const quarantined = await storeStrayRows(ports, shipments.tally);

  const { horizonWeeks } = project.resolved;
  const grid = layOutGrid(shipments, stores, { region, cutoff, horizonWeeks });
  const matrices: Record<string, Float64Array> = {
    units: fillUnits(grid, shipments, shipmentSource.source.missingWeek),
  };
  const tallies: [SourceTally, ...SourceTally[]] = [shipments.tally];
  const observed: string[] = [];
  for (const source of weeklyKinds.flatMap((kind) => ofKind(sources, kind))) {
    const { columns, tally } = await fillWeekly(ports, source, grid);
    Object.assign(matrices, columns);
    tallies.push(tally);
    if (source.source.kind === 'observed') observed.push(...Object.keys(columns));
  }
  tallies.push(allStores.tally, ...(allItems ? [allItems.tally] : []));

  const soldItems = [...new Set(grid.series.map((series) => series.item))].sort();
  return {
    grid,
    matrices,
    observed,
    stores: { rows: stores, columns: allStores.columns },
    items: {
      rows: new Map(soldItems.map((item) => [item, allItems?.rows.get(item) ?? {}])),
      columns: allItems?.columns ?? [],
    },
    tallies,
    quarantined,
  };
}
