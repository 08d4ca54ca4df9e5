import { gatherColumns } from '../features/assemble.ts';
import type { RowPlaces } from '../features/assemble.ts';
import type { StoredColumn } from '../features/column.ts';
import type { RowSpace } from '../features/row-space.ts';
import { scaled } from '../features/scaling.ts';
import type { Panel } from '../panel.ts';
import { categoriesOf, clip, storeInputs } from './network-inputs.ts';
import type { InputModel } from './network-inputs.ts';
import type { LabelledRows } from './trainer.ts';
import { gatherOffsets, offsetShares } from './views.ts';
import type { View } from './views.ts';

/**
 * The rows of a space as a network reads them. Columns are scaled once, where they are kept, and not once for every row of every
 * epoch: the space is not to be read by anyone else afterwards.
 */
export class NetworkRows {
  readonly #space: RowSpace;
  readonly #columns: readonly StoredColumn[];
  /** Unscaled copies of the columns that offsets are made of. */
  readonly #unscaled: ReadonlyMap<string, StoredColumn>;
  /** Scaled steps, from 0. */
  readonly #steps: Float32Array;
  readonly #attributes: number;
  readonly #ofSeries: readonly Float32Array[];
  /** Per vocabulary: the category of every series. */
  readonly #categories: readonly Int32Array[];

  /** @param views those that will be asked for */
  constructor(space: RowSpace, inputs: InputModel, panel: Panel, views: readonly View[]) {
    this.#space = space;
    const needed = new Set(views.flatMap((view) => [...offsetShares(space.columns, view).keys()]));
    this.#unscaled = new Map(
      space.stored
        .filter(({ name }) => needed.has(name))
        .map((column) => [column.name, { ...column, values: column.values.slice() }]),
    );
    this.#columns = space.stored.map((column, j) => {
      const scale = (value: number) => scaled(inputs.scaling, j, value, clip);
      for (let cell = 0; cell < column.values.length; cell++) column.values[cell] = scale(column.values[cell]!);
      return { ...column, absent: scale(0) };
    });
    const step = space.columns.length - 1;
    this.#steps = Float32Array.from({ length: space.horizonWeeks + 1 }, (_, h) =>
      scaled(inputs.scaling, step, h, clip),
    );
    const ofStore = storeInputs(inputs, panel);
    this.#attributes = inputs.attributes.length;
    this.#ofSeries = Array.from(space.series, (s) => ofStore[panel.seriesStore[s]!]!);
    this.#categories = categoriesOf(inputs, panel, space.series);
  }

  /** Some rows, as a network of a view reads them. */
  read(places: RowPlaces, view: View): LabelledRows {
    const { nWeeks, logUnits } = this.#space;
    const { position, cutoff, step } = places;
    const rows = position.length;
    const features = this.#columns.length;
    const width = features + 1 + this.#attributes;
    const numeric = new Float32Array(rows * width);
    gatherColumns(this.#columns, this.#space, places, numeric, width);
    for (let r = 0; r < rows; r++) {
      numeric[r * width + features] = this.#steps[step[r]!]!;
      if (this.#attributes > 0) numeric.set(this.#ofSeries[position[r]!]!, r * width + features + 1);
    }
    const target = new Float32Array(rows);
    for (let r = 0; r < rows; r++) target[r] = logUnits[position[r]! * nWeeks + cutoff[r]! + step[r]!]!;
    return {
      inputs: {
        rows,
        numeric,
        categories: this.#categories.map((ofSeries) => position.map((i) => ofSeries[i]!)),
        offset: gatherOffsets(this.#space, this.#unscaled, places, view),
      },
      target,
    };
  }
}
