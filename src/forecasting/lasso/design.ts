import type { FeatureRows } from '../features/feature-rows.ts';
import { scaled } from '../features/scaling.ts';
import type { Scaling } from '../features/scaling.ts';
import type { Matrix } from './matrix.ts';

/**
 * How feature rows become the columns of a LASSO: the features scaled, products of scaled features, one indicator per store;
 * products and indicators scaled again. A store the training rows lacked has no indicator set.
 */
export interface Design {
  readonly scaling: Scaling;
  /** Pairs of feature columns that are multiplied. */
  readonly products: readonly (readonly [number, number])[];
  /** Names of the stores with an indicator. */
  readonly stores: readonly string[];
  /** Of products and indicators, in that order. */
  readonly derivedScaling: Scaling;
}

/** Beyond this many standard deviations of the training rows a feature is clipped when forecasting. */
export const forecastClip = 6;

/** Price × promotion, relative price × promotion, promotion × promotion, four squares, and levels × step, of the columns there are. */
export function productPairs(columns: readonly string[], promotions: readonly string[]): (readonly [number, number])[] {
  const names: (readonly [string, string])[] = promotions.flatMap((promotion, i) => [
    ['price', `promotion:${promotion}`] as const,
    ['price-against-13', `promotion:${promotion}`] as const,
    ...promotions.slice(i + 1).map((other) => [`promotion:${promotion}`, `promotion:${other}`] as const),
  ]);
  for (const column of ['price', 'price-against-13', 'depth', 'eff']) names.push([column, column]);
  // How much of a level is left grows less with every step.
  for (const column of ['units-lag-0', 'residual-mean-4', 'residual-mean-13']) names.push([column, 'step']);
  return names.map(([a, b]) => [columns.indexOf(a), columns.indexOf(b)] as const).filter(([a, b]) => a >= 0 && b >= 0);
}

/**
 * @param clip standard deviations at which features and products are cut off; `Infinity` in training
 */
export function designMatrix(
  design: Design,
  rows: FeatureRows,
  chosen: Int32Array,
  storeOfRow: (row: number) => string,
  clip: number,
): Matrix {
  const width = rows.columns.length;
  const columns = width + design.products.length + design.stores.length;
  const values = new Float64Array(chosen.length * columns);
  const storeIndex = new Map(design.stores.map((store, i) => [store, i]));
  chosen.forEach((row, r) => {
    const start = r * columns;
    for (let j = 0; j < width; j++) {
      values[start + j] = scaled(design.scaling, j, rows.values[row * width + j]!, clip);
    }
    let at = start + width;
    design.products.forEach(([a, b], k) => {
      values[at++] = scaled(design.derivedScaling, k, values[start + a]! * values[start + b]!, clip);
    });
    const store = storeIndex.get(storeOfRow(row));
    for (let k = 0; k < design.stores.length; k++) {
      const indicator = k === store ? 1 : 0;
      values[at++] = scaled(design.derivedScaling, design.products.length + k, indicator, Number.POSITIVE_INFINITY);
    }
  });
  return { values, rows: chosen.length, columns };
}

/** Names of the matrix's columns. */
export function designColumns(design: Design, columns: readonly string[]): string[] {
  return [
    ...columns,
    ...design.products.map(([a, b]) => `${columns[a]!} × ${columns[b]!}`),
    ...design.stores.map((store) => `store:${store}`),
  ];
}
