import type { ErrorSums, ItemErrors, ModelComparison, PairedErrors } from '../contracts/model-comparison.ts';
import { mapeFloorOf } from './mape-floor.ts';
import { measure } from './metrics.ts';

/** Forecasts of two models for the same rows, with what was sold; units throughout. */
export interface Pairs {
  readonly item: readonly string[];
  readonly step: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  /** Per unit in the target week, NaN where none is known. Left out where the data have none. */
  readonly price?: ArrayLike<number> | undefined;
}

/** Items listed of each kind. */
const itemsListed = 20;
/** A smaller difference between two sums of errors, as a share of the larger, is rounding. */
const rounding = 1e-9;

/** Compares two models row by row: over all rows, by step, and by item with the items that differ most. */
export function comparePairs(pairs: Pairs): Pick<ModelComparison, 'units' | 'money' | 'metrics' | 'bySteps' | 'items'> {
  const { item, step, actual, first, second, price } = pairs;
  const all = [...item.keys()];
  const floor = mapeFloorOf(actual);
  const { coverage: _ours, ...ofFirst } = measure(actual, first, undefined, floor);
  const { coverage: _theirs, ...ofSecond } = measure(actual, second, undefined, floor);
  const steps = Map.groupBy(all, (row) => step[row]!);
  const money = price && inMoney(pairs, all);
  const items = [...Map.groupBy(all, (row) => item[row]!)].map(([name, rows]): ItemErrors => {
    const priced = price && inMoney(pairs, rows);
    return { item: name, ...sumsOf(pairs, rows), ...(priced ? { money: priced } : {}) };
  });
  const worse = items.filter((one) => lossOf(one) > 0).sort(byDifference);
  const better = items.filter((one) => lossOf(one) < 0).sort(byDifference);
  return {
    units: sumsOf(pairs, all),
    ...(money ? { money } : {}),
    metrics: { first: ofFirst, second: ofSecond },
    bySteps: [...steps].sort(([a], [b]) => a - b).map(([one, rows]) => ({ step: one, ...sumsOf(pairs, rows) })),
    items: {
      ...{ total: items.length, worse: worse.length, better: better.length },
      ...{ mostWorse: worse.slice(0, itemsListed), mostBetter: better.slice(0, itemsListed) },
    },
  };
}

/** Absolute error of a model: over and under together. */
export function absoluteError({ over, under }: ErrorSums): number {
  return over + under;
}

/** By how much the first model's errors are larger; 0 where they are the same except for rounding. */
function lossOf({ first, second }: PairedErrors): number {
  const [ours, theirs] = [absoluteError(first), absoluteError(second)];
  return Math.abs(ours - theirs) <= rounding * Math.max(ours, theirs) ? 0 : ours - theirs;
}

/** The largest difference first; among equals by name, so that every run lists the same. */
function byDifference(a: ItemErrors, b: ItemErrors): number {
  return Math.abs(lossOf(b)) - Math.abs(lossOf(a)) || (a.item < b.item ? -1 : 1);
}

/** Sums over the rows with a price, each unit at its price; `undefined` where none has one. */
function inMoney(pairs: Pairs, rows: readonly number[]): PairedErrors | undefined {
  const priced = rows.filter((row) => pairs.price![row]! > 0);
  return priced.length === 0 ? undefined : sumsOf(pairs, priced, pairs.price);
}

/** @param weight worth of a unit in each row. Default 1. */
function sumsOf({ actual, first, second }: Pairs, rows: readonly number[], weight?: ArrayLike<number>): PairedErrors {
  const worth = (row: number) => weight?.[row] ?? 1;
  const sums = (forecast: ArrayLike<number>): ErrorSums => {
    let [over, under] = [0, 0];
    for (const row of rows) {
      const error = (forecast[row]! - actual[row]!) * worth(row);
      if (error > 0) over += error;
      else under -= error;
    }
    return { over, under };
  };
  const sold = rows.reduce((sum, row) => sum + actual[row]! * worth(row), 0);
  return { rows: rows.length, sold, first: sums(first), second: sums(second) };
}
