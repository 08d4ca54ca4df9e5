import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { Panel } from '../../forecasting/panel.ts';
import { statesOf } from '../states-of.ts';
import { labelOf } from '../label-of.ts';
import type { JoinedSources } from './join-sources.ts';
import type { AttributeRow } from './read-attributes.ts';

/**
 * The panel of a format as it was just joined: the one that `readPanel` makes of the stored tables, without reading them again.
 * Its matrices are parts of the joined ones.
 */
export function joinedPanel(joined: JoinedSources, manifest: DatasetManifest, format: string): Panel {
  const { grid, matrices } = joined;
  const width = grid.weeks.length;
  const first = grid.series.findIndex((series) => series.format === format);
  const series = grid.series.filter((one) => one.format === format);
  const part = (name: string) => matrices[name]!.subarray(first * width, (first + series.length) * width);
  const stores = presentOf(joined.stores.rows, new Set(series.map(({ store }) => store)));
  const items = presentOf(joined.items.rows, new Set(series.map(({ item }) => item)));
  const columns = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, part(name)]));
  return {
    region: manifest.region,
    format,
    weeks: grid.weeks,
    cutoffIndex: grid.cutoffIndex,
    stores: stores.names,
    items: items.names,
    seriesStore: Int32Array.from(series, ({ store }) => stores.index.get(store)!),
    seriesItem: Int32Array.from(series, ({ item }) => items.index.get(item)!),
    ...statesOf(series, joined.life),
    units: part('units'),
    knownAhead: columns(manifest.knownAhead),
    observed: columns(manifest.observed ?? []),
    roles: manifest.roles,
    storeAttributes: Object.fromEntries(
      manifest.storeAttributes.map((name) => [
        name,
        Float64Array.from(stores.rows, (row) => (typeof row[name] === 'number' ? row[name] : Number.NaN)),
      ]),
    ),
    itemCategories: Object.fromEntries(
      manifest.itemCategories.map((name) => [name, items.rows.map((row) => labelOf(row[name]))]),
    ),
  };
}

/** Those of the rows that are wanted, in their order, and the place of each among them. */
function presentOf(rows: ReadonlyMap<string, AttributeRow>, wanted: ReadonlySet<string>) {
  const present = [...rows].filter(([name]) => wanted.has(name));
  return {
    names: present.map(([name]) => name),
    rows: present.map(([, row]) => row),
    index: new Map(present.map(([name], index) => [name, index])),
  };
}
