import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import { openArtifactStore } from '../../../src/adapters/storage/open-storage.ts';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import { readManifest } from '../../../src/datasets/read-manifest.ts';
import { readPanel } from '../../../src/datasets/read-panel.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { readSettings } from '../../../src/composition/settings.ts';
import type { GrocerDatasets } from './grocer-datasets.ts';

/**
 * Panels of a generated region, by format. All have the series of the last week's dataset. Units end at `lastUnits`; where there is
 * a dataset version of that cutoff, later weeks have what was known ahead at the time: the weather forecast, not the weather.
 *
 * @param datasets JSON of `GrocerDatasets`
 */
export function readGrocer(datasets: string): (format: string, lastUnits: number) => Promise<Panel> {
  const { artifacts, weeks, manifests } = JSON.parse(datasets) as GrocerDatasets;
  const panelOf = async (ref: ArtifactRef, format: string): Promise<Panel> => {
    const store = await openArtifactStore(artifacts, readSettings().staging);
    const tables = await createDuckDbTableEngine();
    try {
      return await readPanel({ store, tables }, await readManifest(store, ref), format);
    } finally {
      tables.close();
    }
  };
  return async (format, lastUnits) => {
    const full = await panelOf(manifests[weeks]!, format);
    if (lastUnits >= weeks) return full;
    const then = manifests[lastUnits];
    return asOf(full, lastUnits, then && (await panelOf(then, format)));
  };
}

/**
 * A panel without the actuals after a cutoff.
 *
 * @param lastUnits weeks up to the cutoff
 * @param then the panel of the cutoff's own dataset, whose first week is the same; its values known ahead replace those after the cutoff
 */
export function asOf(full: Panel, lastUnits: number, then?: Panel): Panel {
  const width = full.weeks.length;
  const blanked = (matrix: Float64Array): Float64Array =>
    matrix.map((value, cell) => (cell % width < lastUnits ? value : Number.NaN));
  const thenSeries = then ? seriesByName(then) : new Map<string, number>();
  const replaced = (matrix: Float64Array, name: string): Float64Array => {
    if (!then) return matrix;
    const known = then.knownAhead[name]!;
    const thenWidth = then.weeks.length;
    const result = matrix.slice();
    for (const [key, series] of seriesByName(full)) {
      const own = thenSeries.get(key);
      for (let week = lastUnits; week < width; week++) {
        result[series * width + week] =
          own === undefined || week >= thenWidth ? Number.NaN : known[own * thenWidth + week]!;
      }
    }
    return result;
  };
  return {
    ...full,
    cutoffIndex: lastUnits - 1,
    units: blanked(full.units),
    knownAhead: Object.fromEntries(
      Object.entries(full.knownAhead).map(([name, matrix]) => [name, replaced(matrix, name)]),
    ),
    observed: Object.fromEntries(Object.entries(full.observed).map(([name, matrix]) => [name, blanked(matrix)])),
  };
}

function seriesByName({ seriesStore, seriesItem, stores, items }: Panel): Map<string, number> {
  return new Map(Array.from(seriesStore, (store, s) => [`${stores[store]!} ${items[seriesItem[s]!]!}`, s]));
}
