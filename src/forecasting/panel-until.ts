import type { Panel } from './panel.ts';

/** A training row reads the events of the week after its target week, so a fit sees what is known ahead of one week more. */
const weeksKnownAhead = 1;

/**
 * What a fit at a cutoff may see: actuals up to the cutoff, known-ahead values up to the week after it, and the series of which
 * anything was known by the cutoff. Fits read only this, so the same weeks give the same fit, whatever has been added since.
 *
 * @param cutoffIndex index in `panel.weeks`
 */
export function panelUntil(panel: Panel, cutoffIndex: number): Panel {
  const width = panel.weeks.length;
  const weeks = panel.weeks.slice(0, cutoffIndex + 1 + weeksKnownAhead);
  const matrices = [panel.units, ...Object.values(panel.knownAhead), ...Object.values(panel.observed)];
  const isKnown = (series: number): boolean =>
    matrices.some((matrix) => {
      for (let week = 0; week <= cutoffIndex; week++) if (!Number.isNaN(matrix[series * width + week]!)) return true;
      return false;
    });
  const series = Int32Array.from(panel.seriesItem.keys()).filter(isKnown);
  const cut = (matrix: Float64Array, to: number): Float64Array => {
    const kept = new Float64Array(series.length * weeks.length).fill(Number.NaN);
    series.forEach((s, i) => {
      for (let week = 0; week < to; week++) {
        const value = matrix[s * width + week]!;
        // One bit pattern for all missing values, so that equal panels have equal bytes.
        if (!Number.isNaN(value)) kept[i * weeks.length + week] = value;
      }
    });
    return kept;
  };
  const cutEach = (columns: Panel['observed'], to: number): Panel['observed'] =>
    Object.fromEntries(Object.entries(columns).map(([name, matrix]) => [name, cut(matrix, to)]));
  const stores = used(panel.seriesStore, series, panel.stores.length);
  const items = used(panel.seriesItem, series, panel.items.length);
  const { seriesStates: _, ...rest } = panel;
  return {
    ...rest,
    weeks,
    cutoffIndex,
    stores: stores.old.map((store) => panel.stores[store]!),
    items: items.old.map((item) => panel.items[item]!),
    seriesStore: series.map((s) => stores.at[panel.seriesStore[s]!]!),
    seriesItem: series.map((s) => items.at[panel.seriesItem[s]!]!),
    units: cut(panel.units, cutoffIndex + 1),
    knownAhead: cutEach(panel.knownAhead, weeks.length),
    observed: cutEach(panel.observed, cutoffIndex + 1),
    storeAttributes: Object.fromEntries(
      Object.entries(panel.storeAttributes).map(([name, values]) => [
        name,
        Float64Array.from(stores.old, (store) => {
          const value = values[store]!;
          return Number.isNaN(value) ? Number.NaN : value;
        }),
      ]),
    ),
    itemCategories: Object.fromEntries(
      Object.entries(panel.itemCategories).map(([name, labels]) => [name, items.old.map((item) => labels[item]!)]),
    ),
  };
}

interface Renumbered {
  /** The indices that are used, in their order. */
  readonly old: readonly number[];
  /** The new index of each old one; −1 for one that is not used. */
  readonly at: Int32Array;
}

function used(ofSeries: Int32Array, series: Int32Array, n: number): Renumbered {
  const at = new Int32Array(n).fill(-1);
  for (const s of series) at[ofSeries[s]!] = 0;
  const old = [...at.keys()].filter((index) => at[index] === 0);
  old.forEach((index, position) => (at[index] = position));
  return { old, at };
}
