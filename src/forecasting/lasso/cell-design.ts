import type { StoredColumn } from '../features/column.ts';
import type { RowSpace } from '../features/row-space.ts';
import { spaceScaling } from '../features/space-scaling.ts';
import type { Scaling } from '../features/scaling.ts';
import { productPairs } from './design.ts';
import { InseparableProductError } from '../errors.ts';

/** What a column of a design holds at a cell, before the step's factor. */
export type CellValue =
  /** A feature, scaled. */
  | { readonly of: 'feature'; readonly feature: number }
  /** A feature as it is: it is scaled once its moments are known. */
  | { readonly of: 'unscaled'; readonly feature: number }
  /** The product of two scaled features. */
  | { readonly of: 'product'; readonly a: number; readonly b: number }
  | { readonly of: 'one' };

/** Columns that are read at the same end of a row and have the same factor of the step. */
export interface CellGroup {
  readonly at: 'cutoff' | 'target';
  /** Weeks after the target week at which its features are read. */
  readonly weeksAfter: number;
  /** Factor φ(h) of each step, index 0 … horizon; 0 is not used. */
  readonly factor: Float64Array;
  readonly values: readonly CellValue[];
  /** Column of the design for each of the values. */
  readonly columns: readonly number[];
}

/**
 * The columns of a LASSO over a `RowSpace`. Each of them is u·φ(h): u is known at the cell of the cutoff or of the target week,
 * φ depends on the step alone. So whatever is summed over rows is summed over cells, as many times fewer as there are steps.
 */
export interface CellDesign {
  readonly space: RowSpace;
  /** Of the features; those of `unscaled` columns still have to be learned from the moments. */
  readonly scaling: Scaling;
  readonly products: readonly (readonly [number, number])[];
  readonly groups: readonly CellGroup[];
  /** Features and products; the stores' indicators follow. */
  readonly denseColumns: number;
  readonly stores: readonly string[];
  /** Index in `stores` of every series of the space; -1 for those that are not the design's. */
  readonly storeOf: Int32Array;
}

/**
 * @param positions series of the space that the regression learns from
 * @param storeNames store of every series of the space
 */
export function planDesign(
  space: RowSpace,
  positions: Int32Array,
  storeNames: readonly string[],
  promotions: readonly string[],
): CellDesign {
  const scaling = spaceScaling(space, positions);
  const products = productPairs(space.columns, promotions);
  const stores = [...new Set(Array.from(positions, (i) => storeNames[i]!))].sort();
  const indexOf = new Map(stores.map((store, index) => [store, index]));
  const storeOf = new Int32Array(space.series.length).fill(-1);
  for (const i of positions) storeOf[i] = indexOf.get(storeNames[i]!)!;
  const groups = groupColumns(space, scaling, products);
  return { space, scaling, products, groups, denseColumns: space.columns.length + products.length, stores, storeOf };
}

function groupColumns(
  { stored, columns, horizonWeeks }: RowSpace,
  scaling: Scaling,
  products: CellDesign['products'],
): CellGroup[] {
  const step = columns.length - 1;
  const steps = Array.from({ length: horizonWeeks + 1 }, (_, h) => h);
  const always = Float64Array.from(steps, () => 1);
  const byStep = Float64Array.from(steps, (h) => {
    return scaling.deviation[step]! > 0 ? (h - scaling.mean[step]!) / scaling.deviation[step]! : 0;
  });
  const groups = new Map<string, { -readonly [K in keyof CellGroup]: CellGroup[K] }>();
  const add = (at: CellGroup['at'], weeksAfter: number, factor: Float64Array, value: CellValue, column: number) => {
    const key = `${at}/${weeksAfter}/${factor === byStep ? 'step' : 'always'}`;
    const group = groups.get(key) ?? { at, weeksAfter, factor, values: [], columns: [] };
    groups.set(key, { ...group, values: [...group.values, value], columns: [...group.columns, column] });
  };
  stored.forEach(({ at, weeksAfter = 0 }, j) => {
    if (weeksAfter === 0) {
      add(at, 0, always, { of: 'feature', feature: j }, j);
      return;
    }
    const known = Float64Array.from(steps, (h) => (h + weeksAfter <= horizonWeeks ? 1 : 0));
    add(at, weeksAfter, known, { of: 'unscaled', feature: j }, j);
  });
  add('cutoff', 0, byStep, { of: 'one' }, step);
  products.forEach(([a, b], k) => {
    const column = columns.length + k;
    if (b === step) {
      add(plain(stored, a, columns), 0, byStep, { of: 'feature', feature: a }, column);
      return;
    }
    if (plain(stored, a, columns) !== plain(stored, b, columns))
      throw new InseparableProductError(columns[a]!, columns[b]!);
    add(stored[a]!.at, 0, always, { of: 'product', a, b }, column);
  });
  return [...groups.values()];
}

/** Where a factor of a product is read. */
function plain(stored: readonly StoredColumn[], feature: number, names: readonly string[]): 'cutoff' | 'target' {
  const column = stored[feature];
  if (!column || column.weeksAfter) throw new InseparableProductError(names[feature]!, 'another column');
  return column.at;
}
