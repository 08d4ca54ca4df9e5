import type { DatasetManifest } from '../contracts/dataset.ts';
import { addWeeks, weeksBetween, type Week } from '../contracts/week.ts';
import type { Panel } from '../forecasting/panel.ts';
import { rowCount } from '../ports/table-engine.ts';
import { UnknownFormatError } from './errors.ts';
import type { DatasetPorts } from './ports.ts';
import { seriesKey } from './snapshot/fill-units.ts';

type Ports = Pick<DatasetPorts, 'store' | 'tables'>;

/**
 * The panel of one format of a dataset version, for training and scoring. Weeks run from the first week of the region to
 * the end of the horizon; series are ordered by item, then store. Throws `UnknownFormatError` where the region sells
 * nothing in the format.
 */
export async function readPanel(ports: Ports, manifest: DatasetManifest, format: string): Promise<Panel> {
  const known = [...new Set(manifest.partitions.map((partition) => partition.format))];
  if (!known.includes(format)) throw new UnknownFormatError({ format, known });
  const { tables } = manifest;
  const rows = await ports.tables.readParquet(await ports.store.localPath(tables.panel.artifact), {
    where: [{ column: 'format', in: [format] }],
  });
  const weeks = weekSpan(manifest.weeks.first, manifest.weeks.last);
  const weekIndex = new Map(weeks.map((week, index) => [week, index]));
  const rowStores = rows['store'] as readonly string[];
  const rowItems = rows['item'] as readonly string[];
  const rowWeeks = rows['week'] as readonly string[];
  const stores = [...new Set(rowStores)].sort();
  const items = [...new Set(rowItems)].sort();

  const series = new Map<string, number>();
  const seriesStore: number[] = [];
  const seriesItem: number[] = [];
  const storeIndex = new Map(stores.map((store, index) => [store, index]));
  const itemIndex = new Map(items.map((item, index) => [item, index]));
  const cells = new Int32Array(rowCount(rows));
  for (let row = 0; row < cells.length; row += 1) {
    const store = rowStores[row] ?? '';
    const item = rowItems[row] ?? '';
    const key = seriesKey(store, item);
    let index = series.get(key);
    if (index === undefined) {
      index = series.size;
      series.set(key, index);
      seriesStore.push(storeIndex.get(store) ?? 0);
      seriesItem.push(itemIndex.get(item) ?? 0);
    }
    cells[row] = index * weeks.length + (weekIndex.get(rowWeeks[row] ?? '') ?? 0);
  }
  const matrix = (name: string) => scatter(rows[name] as Float64Array, cells, series.size * weeks.length);

  return {
    region: manifest.region,
    format,
    weeks,
    cutoffIndex: weeksBetween(manifest.weeks.first, manifest.cutoff),
    stores,
    items,
    seriesStore: Int32Array.from(seriesStore),
    seriesItem: Int32Array.from(seriesItem),
    units: matrix('units'),
    knownAhead: Object.fromEntries(manifest.knownAhead.map((name) => [name, matrix(name)])),
    observed: Object.fromEntries((manifest.observed ?? []).map((name) => [name, matrix(name)])),
    roles: manifest.roles,
    storeAttributes: await storeAttributes(ports, manifest, stores),
    itemCategories: await itemCategories(ports, manifest, items),
  };
}

function scatter(values: Float64Array, cells: Int32Array, size: number): Float64Array {
  const matrix = new Float64Array(size).fill(Number.NaN);
  cells.forEach((cell, row) => (matrix[cell] = values[row] ?? Number.NaN));
  return matrix;
}

async function storeAttributes(ports: Ports, manifest: DatasetManifest, stores: readonly string[]) {
  const { at, table } = await lookUp(ports, manifest, 'store');
  return Object.fromEntries(
    manifest.storeAttributes.map((name) => {
      const values = table[name] as Float64Array;
      return [name, Float64Array.from(stores, (store) => values[at.get(store) ?? -1] ?? Number.NaN)];
    }),
  );
}

/** Categories are labels: numbers such as a size are written out, a missing value is the empty label. */
async function itemCategories(ports: Ports, manifest: DatasetManifest, items: readonly string[]) {
  const { at, table } = await lookUp(ports, manifest, 'item');
  return Object.fromEntries(
    manifest.itemCategories.map((name) => {
      const label = (item: string) => {
        const value = table[name]?.[at.get(item) ?? -1] ?? '';
        return Number.isNaN(value) ? '' : String(value);
      };
      return [name, items.map(label)];
    }),
  );
}

async function lookUp(ports: Ports, manifest: DatasetManifest, key: 'store' | 'item') {
  const { artifact } = manifest.tables[`${key}s`];
  const table = await ports.tables.readParquet(await ports.store.localPath(artifact));
  return { at: new Map((table[key] as readonly string[]).map((name, index) => [name, index])), table };
}

function weekSpan(first: Week, last: Week): readonly Week[] {
  return Array.from({ length: weeksBetween(first, last) + 1 }, (_, index) => addWeeks(first, index));
}
