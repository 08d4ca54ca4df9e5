import type { DatasetManifest } from '../contracts/dataset.ts';
import type { SeriesState } from '../contracts/series-life.ts';
import { addWeeks, epochDay, weeksBetween, type Week } from '../contracts/week.ts';
import type { Panel } from '../forecasting/panel.ts';
import type { Columns } from '../ports/table-engine.ts';
import { UnknownFormatError } from './errors.ts';
import { labelOf } from './label-of.ts';
import type { DatasetPorts } from './ports.ts';
import { statesOf } from './states-of.ts';

type Ports = Pick<DatasetPorts, 'store' | 'tables'> & {
  /** Weeks up to the cutoff that the panel reaches back; all where it is left out. */
  readonly historyWeeks?: number;
};

/**
 * The panel of one format of a dataset version, for training and scoring. Weeks run from the first week of the region to
 * the end of the horizon; series are ordered by item, then store. Throws `UnknownFormatError` where the region sells
 * nothing in the format.
 */
export async function readPanel(ports: Ports, manifest: DatasetManifest, format: string): Promise<Panel> {
  const known = [...new Set(manifest.partitions.map((partition) => partition.format))];
  if (!known.includes(format)) throw new UnknownFormatError({ format, known });
  const { tables } = manifest;
  const storeTable = await lookUp(ports, manifest, 'store');
  const itemTable = await lookUp(ports, manifest, 'item');
  const rows = await ports.tables.readCoded([await ports.store.localPath(tables.panel.artifact)], {
    codes: { store: storeTable.names, item: itemTable.names },
    days: ['week'],
    numbers: ['units', ...manifest.knownAhead, ...(manifest.observed ?? [])],
    where: [{ column: 'format', in: [format] }],
  });
  const weeks = weekSpan(manifest.weeks.first, manifest.weeks.last);
  const firstDay = epochDay(manifest.weeks.first);
  const [rowStores, rowItems, rowDays] = [rows.codes['store']!, rows.codes['item']!, rows.days['week']!];
  const nItems = itemTable.names.length;

  const seriesAt = new Int32Array(storeTable.names.length * nItems).fill(-1);
  const seriesCodes: { readonly store: number; readonly item: number }[] = [];
  const cells = new Int32Array(rows.rows);
  for (let row = 0; row < cells.length; row += 1) {
    const [store, item] = [rowStores[row]!, rowItems[row]!];
    const key = store * nItems + item;
    if (seriesAt[key] === -1) {
      seriesAt[key] = seriesCodes.length;
      seriesCodes.push({ store, item });
    }
    cells[row] = seriesAt[key]! * weeks.length + (rowDays[row]! - firstDay) / 7;
  }
  const stores = present(storeTable.names, new Set(seriesCodes.map(({ store }) => store)));
  const items = present(itemTable.names, new Set(seriesCodes.map(({ item }) => item)));
  const matrix = (name: string) => scatter(rows.numbers[name]!, cells, seriesCodes.length * weeks.length);

  const panel: Panel = {
    region: manifest.region,
    format,
    weeks,
    cutoffIndex: weeksBetween(manifest.weeks.first, manifest.cutoff),
    stores: stores.names,
    items: items.names,
    seriesStore: Int32Array.from(seriesCodes, ({ store }) => stores.index.get(store)!),
    seriesItem: Int32Array.from(seriesCodes, ({ item }) => items.index.get(item)!),
    ...statesOf(
      seriesCodes.map(({ store, item }) => ({ store: storeTable.names[store]!, item: itemTable.names[item]! })),
      await readLife(ports, manifest),
    ),
    units: matrix('units'),
    knownAhead: Object.fromEntries(manifest.knownAhead.map((name) => [name, matrix(name)])),
    observed: Object.fromEntries((manifest.observed ?? []).map((name) => [name, matrix(name)])),
    roles: manifest.roles,
    storeAttributes: storeAttributes(storeTable, manifest, stores.names),
    itemCategories: itemCategories(itemTable, manifest, items.names),
  };
  return lastWeeks(panel, ports.historyWeeks ?? panel.weeks.length);
}

/** The names that a panel has, in their order, and their place in it by code. */
function present(names: readonly string[], codes: ReadonlySet<number>) {
  const ordered = [...codes].sort((a, b) => a - b);
  return {
    names: ordered.map((code) => names[code]!),
    index: new Map(ordered.map((code, index) => [code, index])),
  };
}

/** The panel with at most this many weeks up to the cutoff, and all after it. */
export function lastWeeks(panel: Panel, historyWeeks: number): Panel {
  const first = panel.cutoffIndex + 1 - historyWeeks;
  if (first <= 0) return panel;
  const width = panel.weeks.length;
  const cut = (matrix: Float64Array): Float64Array => matrix.filter((_, cell) => cell % width >= first);
  const cutEach = (columns: Panel['observed']): Panel['observed'] =>
    Object.fromEntries(Object.entries(columns).map(([name, matrix]) => [name, cut(matrix)]));
  return {
    ...panel,
    weeks: panel.weeks.slice(first),
    cutoffIndex: panel.cutoffIndex - first,
    units: cut(panel.units),
    knownAhead: cutEach(panel.knownAhead),
    observed: cutEach(panel.observed),
  };
}

async function readLife(ports: Ports, { tables: { life } }: DatasetManifest) {
  if (!life) return [];
  const { store, item, state } = await ports.tables.readParquet(await ports.store.localPath(life.artifact));
  return (state as readonly SeriesState[]).map((one, row) => {
    return { store: String(store![row]), item: String(item![row]), state: one };
  });
}

function scatter(values: Float64Array, cells: Int32Array, size: number): Float64Array {
  const matrix = new Float64Array(size).fill(Number.NaN);
  cells.forEach((cell, row) => (matrix[cell] = values[row] ?? Number.NaN));
  return matrix;
}

interface LookUp {
  /** In ascending order. */
  readonly names: readonly string[];
  readonly at: ReadonlyMap<string, number>;
  readonly table: Columns;
}

function storeAttributes({ at, table }: LookUp, manifest: DatasetManifest, stores: readonly string[]) {
  return Object.fromEntries(
    manifest.storeAttributes.map((name) => {
      const values = table[name] as Float64Array;
      return [name, Float64Array.from(stores, (store) => values[at.get(store) ?? -1] ?? Number.NaN)];
    }),
  );
}

function itemCategories({ at, table }: LookUp, manifest: DatasetManifest, items: readonly string[]) {
  return Object.fromEntries(
    manifest.itemCategories.map((name) => {
      return [name, items.map((item) => labelOf(table[name]?.[at.get(item) ?? -1]))];
    }),
  );
}

async function lookUp(ports: Ports, manifest: DatasetManifest, key: 'store' | 'item'): Promise<LookUp> {
  const { artifact } = manifest.tables[`${key}s`];
  const table = await ports.tables.readParquet(await ports.store.localPath(artifact));
  const names = table[key] as readonly string[];
  return { names, at: new Map(names.map((name, index) => [name, index])), table };
}

function weekSpan(first: Week, last: Week): readonly Week[] {
  return Array.from({ length: weeksBetween(first, last) + 1 }, (_, index) => addWeeks(first, index));
}
