import type { FeatureRows } from '../features/feature-rows.ts';
import { fitScaling, scaled } from '../features/scaling.ts';
import type { Scaling } from '../features/scaling.ts';
import type { Panel } from '../panel.ts';
import { randomStream } from '../random.ts';
import type { NetworkInputs } from './trainer.ts';
import { offsets } from './views.ts';
import type { View } from './views.ts';

/** A category the network embeds; the label at position i has index i + 1, and 0 is any other. */
export interface Vocabulary {
  /** `store`, `item`, or the name of an item category. */
  readonly name: string;
  readonly labels: readonly string[];
}

/** How rows become a network's inputs, learned from the training rows. */
export interface InputModel {
  /** Names of the feature columns, in the order of `scaling`. */
  readonly columns: readonly string[];
  readonly scaling: Scaling;
  readonly vocabularies: readonly Vocabulary[];
  /** Names of the store attributes. */
  readonly attributes: readonly string[];
  /** Over the stores of the training panel. */
  readonly attributeScaling: Scaling;
}

/** Beyond this many standard deviations a numeric input is clipped, in training too. */
export const clip = 5;

/**
 * @param columns of the feature rows
 * @param scaling of those columns, over the training rows
 */
export function fitInputModel(
  columns: readonly string[],
  scaling: Scaling,
  panel: Panel,
  items: readonly string[],
): InputModel {
  const attributes = Object.keys(panel.storeAttributes).sort();
  const perStore = Float64Array.from({ length: panel.stores.length * attributes.length }, (_, i) => {
    return attributeOf(panel, attributes[i % attributes.length]!, Math.floor(i / attributes.length));
  });
  const known = panel.items.flatMap((item, index) => (items.includes(item) ? [index] : []));
  const categories = Object.entries(panel.itemCategories).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    columns,
    scaling,
    vocabularies: [
      { name: 'store', labels: [...panel.stores] },
      { name: 'item', labels: known.map((index) => panel.items[index]!) },
      ...categories.map(([name, labels]) => ({ name, labels: [...new Set(known.map((index) => labels[index]!))] })),
    ],
    attributes,
    attributeScaling: fitScaling(perStore, attributes.length),
  };
}

/** Numeric inputs, categories and the offsets of a view, one per row. */
export function networkInputs(model: InputModel, rows: FeatureRows, panel: Panel, view: View): NetworkInputs {
  const count = rows.series.length;
  const width = rows.columns.length;
  const total = width + model.attributes.length;
  const numeric = new Float32Array(count * total);
  const ofStore = storeInputs(model, panel);
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < width; j++) {
      numeric[r * total + j] = scaled(model.scaling, j, rows.values[r * width + j]!, clip);
    }
    numeric.set(ofStore[panel.seriesStore[rows.series[r]!]!]!, r * total + width);
  }
  return {
    rows: count,
    numeric,
    categories: categoriesOf(model, panel, rows.series),
    offset: offsets(rows, view),
  };
}

/** Share of training rows whose category is hidden, so that the embedding of "any other" learns to represent all. */
const unknownShare = 0.01;

/** Training inputs with some categories, each chosen independently, replaced by 0. */
export function withUnknowns(inputs: NetworkInputs, seed: number): NetworkInputs {
  const random = randomStream(seed, 'unknown');
  return {
    ...inputs,
    categories: inputs.categories.map((column) => column.map((index) => (random() < unknownShare ? 0 : index))),
  };
}

/** Per vocabulary: the category of each of some series. */
export function categoriesOf({ vocabularies }: InputModel, panel: Panel, series: Int32Array): Int32Array[] {
  return vocabularies.map((vocabulary) => categoryOfRows(vocabulary, panel, series));
}

/** Per store of the panel its scaled attributes. */
export function storeInputs(model: InputModel, panel: Panel): Float32Array[] {
  return panel.stores.map((_, store) =>
    Float32Array.from(model.attributes, (name, j) =>
      scaled(model.attributeScaling, j, attributeOf(panel, name, store), clip),
    ),
  );
}

/** A missing attribute takes the mean of the stores that have it. */
function attributeOf(panel: Panel, name: string, store: number): number {
  const values = panel.storeAttributes[name];
  const value = values?.[store] ?? Number.NaN;
  if (Number.isFinite(value)) return value;
  const known = Array.from(values ?? []).filter(Number.isFinite);
  return known.length === 0 ? 0 : known.reduce((sum, other) => sum + other, 0) / known.length;
}

function categoryOfRows(vocabulary: Vocabulary, panel: Panel, series: Int32Array): Int32Array {
  const index = new Map(vocabulary.labels.map((label, i) => [label, i + 1]));
  return series.map((s) => index.get(labelOf(vocabulary.name, panel, s)) ?? 0);
}

function labelOf(vocabulary: string, panel: Panel, series: number): string {
  const item = panel.seriesItem[series]!;
  if (vocabulary === 'store') return panel.stores[panel.seriesStore[series]!]!;
  if (vocabulary === 'item') return panel.items[item]!;
  return panel.itemCategories[vocabulary]?.[item] ?? '';
}
