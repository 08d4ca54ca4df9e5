import type { ArtifactRef } from '../contracts/artifact.ts';
import type { DatasetManifest, IngestedSource } from '../contracts/dataset.ts';
import type { StandardColumn } from '../contracts/project.ts';
import { epochDay, weekdayOf, weeksBetween, type Week, type Weekday } from '../contracts/week.ts';
import { rowCount, type Columns } from '../ports/table-engine.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { toColumns } from './conditioning/standard-columns.ts';
import { CutoffError, NoDataError } from './errors.ts';
import { hashOf } from './hash.ts';
import type { DatasetPorts } from './ports.ts';
import { fillKnownAhead } from './snapshot/fill-known-ahead.ts';
import { fillUnits, seriesKey } from './snapshot/fill-units.ts';
import { panelTable } from './snapshot/panel-table.ts';
import { partitionsOf } from './snapshot/partitions.ts';
import { profileColumn, unitFigures } from './snapshot/profile.ts';
import { readAttributes, type AttributeRow } from './snapshot/read-attributes.ts';
import { readShipments, type Shipments } from './snapshot/read-shipments.ts';
import { onlySource, readRegionStores } from './snapshot/region-stores.ts';
import { createSeriesGrid, type Series, type SeriesGrid } from './snapshot/series-grid.ts';
import { storeStrayRows } from './snapshot/stray-rows.ts';
import { loadSourceFiles, ofKind } from './snapshot/source-files.ts';
import type { SourceTally } from './snapshot/source-tally.ts';
import { putJson, putParquet } from './write-artifact.ts';

export interface DatasetVersion {
  /** Dataset version id: the hash of the manifest. */
  readonly version: string;
  readonly manifestRef: ArtifactRef;
  readonly manifest: DatasetManifest;
}

/**
 * Joins ingested sources to the dataset version of a region and cutoff. Shipments after the cutoff are not read, so a
 * later delivery of later weeks leaves the version of an earlier cutoff as it is; known-ahead values reach over the
 * horizon. The same conditioned files give the same version, in whatever order they were found.
 *
 * Throws `UnknownRegionError`, `CutoffError`, `NoDataError`, `UnknownSourceError`, `TooManyBadRowsError`.
 */
export async function snapshotDataset(
  ports: DatasetPorts,
  project: LoadedProject,
  ingested: readonly IngestedSource[],
  { region, cutoff }: { readonly region: string; readonly cutoff: Week },
): Promise<DatasetVersion> {
  const { resolved } = project;
  checkCutoff(cutoff, resolved.weekStartsOn);
  const sources = await loadSourceFiles(ports, project, ingested);
  const { all: allStores, stores } = await readRegionStores(ports, project, sources, region);
  if (stores.size === 0) throw new NoDataError({ region, cutoff, missing: 'stores' });
  const [itemSource] = ofKind(sources, 'items');
  const items = itemSource ? await readAttributes(ports, itemSource) : undefined;

  const shipmentSource = onlySource(sources, 'shipments');
  const shipments = await readShipments(ports, shipmentSource, {
    cutoff,
    stores: [...stores.keys()],
    knownStores: [...allStores.rows.keys()],
    knownItems: items ? new Set(items.rows.keys()) : undefined,
  });
  // Before anything else is judged: when every row is stray, that is the fault to tell.
  const quarantined = await storeStrayRows(ports, shipments.tally);
  const grid = layOut(shipments, stores, { region, cutoff, horizonWeeks: resolved.horizonWeeks });

  const units = fillUnits(grid, shipments, shipmentSource.source.missingWeek);
  const knownAhead = [];
  for (const source of ofKind(sources, 'known-ahead')) knownAhead.push(await fillKnownAhead(ports, source, grid));
  const matrices: Record<string, Float64Array> = Object.assign({ units }, ...knownAhead.map((each) => each.columns));

  const soldItems = [...new Set(grid.series.map((series) => series.item))].sort();
  const tables = {
    panel: panelTable(grid, matrices),
    stores: attributeTable('store', stores, allStores.columns),
    items: attributeTable(
      'item',
      new Map(soldItems.map((item) => [item, items?.rows.get(item) ?? {}])),
      items?.columns ?? [],
    ),
  };
  const tallies = [shipments, ...knownAhead, allStores, ...(items ? [items] : [])].map((part) => part.tally);
  const numeric = (columns: readonly StandardColumn[]) => columns.filter((column) => column.type === 'number');

  const manifest: DatasetManifest = {
    manifestVersion: 1,
    project: resolved.name,
    region,
    cutoff,
    horizonWeeks: resolved.horizonWeeks,
    files: filesOf(tallies),
    tables: {
      panel: await storeTable(ports, tables.panel),
      stores: await storeTable(ports, tables.stores),
      items: await storeTable(ports, tables.items),
    },
    ...(quarantined ? { quarantined } : {}),
    schemaFingerprint: fingerprint(tables, resolved.drivers),
    knownAhead: Object.keys(matrices).filter((name) => name !== 'units'),
    storeAttributes: numeric(allStores.columns).map((column) => column.name),
    itemCategories: (items?.columns ?? []).map((column) => column.name).filter((name) => name !== 'name'),
    roles: resolved.drivers,
    weeks: { first: grid.weeks[0] ?? cutoff, last: grid.weeks.at(-1) ?? cutoff },
    partitions: partitionsOf(grid, matrices, stores, items?.rows),
    quality: {
      sources: tallies.map((tally) => tally.quality()),
      ...unitFigures(grid, units),
      weeksBehind: weeksBetween(shipments.tally.lastWeek ?? cutoff, cutoff),
      stores: stores.size,
      columns: Object.entries(matrices).map(([name, matrix]) => profileColumn(grid, name, matrix)),
    },
  };
  const manifestRef = await putJson(ports.store, manifest);
  return { version: manifestRef.hash, manifestRef, manifest };
}

function checkCutoff(cutoff: Week, weekStartsOn: Weekday): void {
  try {
    epochDay(cutoff);
  } catch {
    throw new CutoffError({ cutoff, weekStartsOn });
  }
  if (weekdayOf(cutoff) !== weekStartsOn) throw new CutoffError({ cutoff, weekStartsOn });
}

/** The grid of all series with sales up to the cutoff, from the first week of any of them. */
function layOut(
  shipments: Shipments,
  stores: ReadonlyMap<string, AttributeRow>,
  scope: { readonly region: string; readonly cutoff: Week; readonly horizonWeeks: number },
): SeriesGrid {
  const series = new Map<string, Series>();
  let first: Week | undefined;
  for (const rows of shipments.files) {
    for (let row = 0; row < rows.units.length; row += 1) {
      const store = rows.stores[row] ?? '';
      const item = rows.items[row] ?? '';
      const week = rows.weeks[row] ?? '';
      if (first === undefined || week < first) first = week;
      const key = seriesKey(store, item);
      if (!series.has(key)) series.set(key, { format: String(stores.get(store)?.['format']), store, item });
    }
  }
  if (first === undefined) throw new NoDataError({ ...scope, missing: 'shipments' });
  return createSeriesGrid([...series.values()], { ...scope, first });
}

function attributeTable(
  key: 'store' | 'item',
  rows: ReadonlyMap<string, AttributeRow>,
  columns: readonly StandardColumn[],
): Columns {
  return { [key]: [...rows.keys()], ...toColumns([...rows.values()], columns) };
}

async function storeTable(ports: DatasetPorts, columns: Columns) {
  return { artifact: await putParquet(ports, columns), rows: rowCount(columns) };
}

function filesOf(tallies: readonly SourceTally[]): DatasetManifest['files'] {
  return tallies
    .flatMap(({ source, files }) =>
      files.map(({ path, contentHash, conditioned, conditionerVersion }) => {
        return { source: source.name, path, contentHash, conditioned, conditionerVersion };
      }),
    )
    .sort((a, b) => (a.source < b.source || (a.source === b.source && a.path < b.path) ? -1 : 1));
}

function fingerprint(tables: Readonly<Record<string, Columns>>, roles: DatasetManifest['roles']): string {
  const described = Object.entries(tables).map(([table, columns]) => [
    table,
    Object.entries(columns).map(([name, values]) => [name, values instanceof Float64Array ? 'number' : 'text']),
  ]);
  return hashOf([JSON.stringify(described), JSON.stringify(roles)]);
}
