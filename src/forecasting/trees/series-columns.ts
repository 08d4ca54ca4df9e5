import type { RowPlaces } from '../features/assemble.ts';
import type { RowCells } from '../features/row-space.ts';
import type { Panel } from '../panel.ts';

/** What a category's label adds to the forecast a tree starts from: its mean residual on the training rows. */
interface CategoryEffects {
  /** `store`, `item`, or the name of an item category. */
  readonly name: string;
  readonly labels: readonly string[];
  /** In the order of the labels, log units. */
  readonly effects: Float32Array;
}

/** Columns of a series, the same in all of its rows. */
export interface SeriesColumns {
  readonly categories: readonly CategoryEffects[];
  /** Names of the store attributes. */
  readonly attributes: readonly string[];
}

/** Rows that a label's mean has to stand against: labels with few are taken to be usual. */
const priorRows = 50;

/**
 * Learns what stores, items and item categories add to the forecast that trees start from: the mean residual in logs of a label's rows,
 * shrunk towards 0 where there are few. As numbers in that order they need one split where labels would need many.
 *
 * @param residual of each row, log units
 */
export function fitSeriesColumns(
  panel: Panel,
  items: readonly string[],
  { series }: Pick<RowCells, 'series'>,
  { position }: Pick<RowPlaces, 'position'>,
  residual: Float64Array,
): SeriesColumns {
  const sums = new Float64Array(series.length);
  const counts = new Float64Array(series.length);
  position.forEach((at, row) => {
    sums[at]! += residual[row]!;
    counts[at]! += 1;
  });
  const mean = total(sums) / Math.max(1, total(counts));
  const names = ['store', 'item', ...Object.keys(panel.itemCategories).sort()];
  const known = new Set(items);
  return {
    attributes: Object.keys(panel.storeAttributes).sort(),
    categories: names.map((name) => {
      const all = Array.from(series, (one) => labelOf(name, panel, one));
      const rows = [...Map.groupBy(all.keys(), (at) => all[at]!)].filter(
        ([label]) => name !== 'item' || known.has(label),
      );
      return {
        name,
        labels: rows.map(([label]) => label),
        effects: Float32Array.from(rows, ([, positions]) => {
          const count = positions.reduce((sum, at) => sum + counts[at]!, 0);
          const above = positions.reduce((sum, at) => sum + sums[at]!, 0) - mean * count;
          return above / (count + priorRows);
        }),
      };
    }),
  };
}

/** Names of the columns, in the order of `seriesValues`. */
export function seriesColumnNames({ categories, attributes }: SeriesColumns): readonly string[] {
  return [...categories.map(({ name }) => name), ...attributes.map((name) => `attribute:${name}`)];
}

/** Per column the value of each of some series; NaN where a label was never seen or an attribute is missing. */
export function seriesValues(
  { categories, attributes }: SeriesColumns,
  panel: Panel,
  series: Int32Array,
): Float32Array[] {
  return [
    ...categories.map(({ name, labels, effects }) => {
      const effectOf = new Map(labels.map((label, i) => [label, effects[i]!]));
      return Float32Array.from(series, (one) => effectOf.get(labelOf(name, panel, one)) ?? Number.NaN);
    }),
    ...attributes.map((name) =>
      Float32Array.from(series, (one) => panel.storeAttributes[name]?.[panel.seriesStore[one]!] ?? Number.NaN),
    ),
  ];
}

function labelOf(category: string, panel: Panel, series: number): string {
  const item = panel.seriesItem[series]!;
  if (category === 'store') return panel.stores[panel.seriesStore[series]!]!;
  if (category === 'item') return panel.items[item]!;
  return panel.itemCategories[category]?.[item] ?? '';
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
