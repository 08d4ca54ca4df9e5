import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { StandardColumn } from '../../contracts/project.ts';
import type { SeriesLife } from '../../contracts/series-life.ts';
import type { Week } from '../../contracts/week.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { NoDataError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import { CorrectionLog } from './correction-log.ts';
import { fillByKind, filledKinds } from './fill-by-kind.ts';
import { fillUnits } from './fill-units.ts';
import { isObserved } from './fill-weekly.ts';
import { joinAttributes } from './join-attributes.ts';
import { joinDemographics } from './join-demographics.ts';
import { layOutGrid } from './lay-out-grid.ts';
import type { AttributeRow } from './read-attributes.ts';
import { readShipments } from './read-shipments.ts';
import { readRegionStores, shipmentsSource } from './region-stores.ts';
import { readListedAhead } from './listed-ahead.ts';
import type { SeriesGrid } from './series-grid.ts';
import { seriesLife } from './series-life.ts';
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
  /** `units`, then the known-ahead columns (weather and events among them), then the observed ones. */
  readonly matrices: Readonly<Record<string, Float64Array>>;
  /** Names of the observed columns. */
  readonly observed: readonly string[];
  /** The region's stores, with their demographics. */
  readonly stores: JoinedAttributes;
  /** Items of the series. */
  readonly items: JoinedAttributes;
  /** Series that are planned or have ended, in the order of the grid. */
  readonly life: readonly SeriesLife[];
  /** Shipments first. */
  readonly tallies: readonly [SourceTally, ...SourceTally[]];
  /** Rows set aside, CSV. */
  readonly quarantined: ArtifactRef | undefined;
  readonly corrections: DatasetManifest['corrections'] | undefined;
}

/** Reads and joins what a dataset version is made of. Throws `UnknownRegionError`, `NoDataError`, `TooManyBadRowsError`. */
export async function joinSources(
  ports: DatasetPorts,
  project: LoadedProject,
  sources: readonly SourceFiles[],
  { region, cutoff }: { readonly region: string; readonly cutoff: Week },
): Promise<JoinedSources> {
  const corrections = new CorrectionLog();
  const regionStores = await readRegionStores(ports, project, sources, region, corrections);
  const { stores } = regionStores;
  if (stores.size === 0) throw new NoDataError({ region, cutoff, missing: 'stores' });
  const items = await joinAttributes(ports, sources, 'items', corrections);
  const knownItems = items.tallies.length > 0 ? new Set(items.rows.keys()) : undefined;

  const shipments = await readShipments(ports, shipmentsSource(sources), {
    cutoff,
    stores: [...stores.keys()],
    knownStores: regionStores.known,
    incompleteStores: regionStores.incomplete,
    knownItems,
  });
  // Before anything else is judged: when every row is stray, that is the fault to tell.
  const quarantined = await storeStrayRows(ports, shipments.tally);

  const { horizonWeeks } = project.resolved;
  const listed = await readListedAhead(ports, sources, {
    cutoff,
    horizonWeeks,
    stores: [...stores.keys()],
    knownItems,
  });
  const grid = await layOutGrid(shipments, stores, listed, { region, cutoff, horizonWeeks });
  const units = fillUnits(grid, shipments, corrections);
  const matrices: Record<string, Float64Array> = { units };
  const tallies: [SourceTally, ...SourceTally[]] = [shipments.tally];
  const observed: string[] = [];
  const ground = { ports, grid, region, stores, units, corrections };
  for (const source of filledKinds.flatMap((kind) => ofKind(sources, kind))) {
    const { columns, tally } = await fillByKind(source, ground);
    Object.assign(matrices, columns);
    tallies.push(tally);
    if (isObserved(source.source.kind)) observed.push(...Object.keys(columns));
  }
  const own = { rows: stores, columns: regionStores.columns };
  const described = await joinDemographics(ports, sources, own, corrections);
  tallies.push(...regionStores.tallies, ...described.tallies, ...items.tallies);

  const soldItems = [...new Set(grid.series.map((series) => series.item))].sort();
  return {
    grid,
    matrices,
    observed,
    stores: described,
    items: {
      rows: new Map(soldItems.map((item) => [item, items.rows.get(item) ?? {}])),
      columns: items.columns,
    },
    life: seriesLife(grid, units, listed),
    tallies,
    quarantined,
    corrections: await corrections.store(ports),
  };
}
