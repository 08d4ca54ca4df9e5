import { finishDeviation } from '../features/scaling.ts';
import type { Scaling } from '../features/scaling.ts';
import type { CellDesign } from './cell-design.ts';
import type { CellMoments } from './cell-moments.ts';
import type { CellTargets } from './cell-targets.ts';
import type { Design } from './design.ts';
import type { LassoFit } from './lasso.ts';
import type { GramMoments, TargetMoments } from './moments.ts';

/** How the columns at the cells become those of the design: `factor · x + constant`; stores come last. */
export interface FinalScaling {
  readonly design: Design;
  readonly factor: Float64Array;
  readonly constant: Float64Array;
}

/** Learns the scaling that the cells left open from the moments of all rows: of products, stores and unscaled features. */
export function finishScaling(plan: CellDesign, moments: CellMoments): FinalScaling {
  const { denseColumns: p, stores, products, groups, space } = plan;
  const features = space.columns.length;
  const { mean, deviation, ...rest } = plan.scaling;
  const scaling = { mean: mean.slice(), deviation: deviation.slice(), ...rest };
  const derived = products.length + stores.length;
  const derivedScaling = { mean: new Float64Array(derived), deviation: new Float64Array(derived) };
  const factor = new Float64Array(p + stores.length).fill(1);
  const constant = new Float64Array(p + stores.length);
  const rescale = (column: number, into: Scaling, place: number, centre: number, square: number): void => {
    into.mean[place] = centre;
    const spread = (into.deviation[place] = finishDeviation(centre, square - centre * centre));
    factor[column] = spread === 0 ? 0 : 1 / spread;
    constant[column] = spread === 0 ? 0 : -centre / spread;
  };
  const ofColumn = (column: number): [number, number] => [
    moments.sums[column]! / moments.rows,
    moments.products[column * p + column]! / moments.rows,
  ];
  for (const group of groups) {
    group.values.forEach((value, k) => {
      const column = group.columns[k]!;
      if (value.of === 'unscaled') rescale(column, scaling, column, ...ofColumn(column));
      else if (column >= features) rescale(column, derivedScaling, column - features, ...ofColumn(column));
    });
  }
  stores.forEach((_, store) => {
    const share = moments.storeRows[store]! / moments.rows;
    rescale(p + store, derivedScaling, products.length + store, share, share);
  });
  return { design: { scaling, products, stores, derivedScaling }, factor, constant };
}

/** The Gram matrix of the design's columns. */
export function finalGram(plan: CellDesign, moments: CellMoments, { factor, constant }: FinalScaling): GramMoments {
  const { denseColumns: p, stores } = plan;
  const width = p + stores.length;
  const { rows, storeRows, storeSums } = moments;
  const sums = new Float64Array(width);
  sums.set(moments.sums);
  sums.set(storeRows, p);
  const products = new Float64Array(width * width);
  for (let j = 0; j < p; j++) products.set(moments.products.subarray(j * p, (j + 1) * p), j * width);
  for (let store = 0; store < stores.length; store++) {
    const row = p + store;
    for (let j = 0; j < p; j++) {
      products[row * width + j] = products[j * width + row] = storeSums[store * p + j]!;
    }
    products[row * width + row] = storeRows[store]!;
  }
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < width; k++) {
      const at = j * width + k;
      products[at] =
        factor[j]! * factor[k]! * products[at]! +
        factor[j]! * constant[k]! * sums[j]! +
        constant[j]! * factor[k]! * sums[k]! +
        constant[j]! * constant[k]! * rows;
    }
  }
  return { rows, sums: sums.map((sum, j) => factor[j]! * sum + constant[j]! * rows), products };
}

/** X'y of the design's columns. */
export function finalTarget(plan: CellDesign, targets: CellTargets, { factor, constant }: FinalScaling): TargetMoments {
  const products = new Float64Array(plan.denseColumns + plan.stores.length);
  products.set(targets.products);
  products.set(targets.storeSums, plan.denseColumns);
  return {
    sum: targets.sum,
    squares: targets.squares,
    products: products.map((value, j) => factor[j]! * value + constant[j]! * targets.sum),
  };
}

/** A fit of the design's columns as one of the columns at the cells. */
export function fitAtCells(
  { coefficients, intercept }: Pick<LassoFit, 'coefficients' | 'intercept'>,
  { factor, constant }: FinalScaling,
): Pick<LassoFit, 'coefficients' | 'intercept'> {
  return {
    coefficients: coefficients.map((value, j) => value * factor[j]!),
    intercept: coefficients.reduce((sum, value, j) => sum + value * constant[j]!, intercept),
  };
}
