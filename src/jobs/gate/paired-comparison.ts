import { comparePairs, type EnsembleRows } from '../../forecasting/index.ts';
import type { PairedForecasts } from './paired-forecasts.ts';

/**
 * Compares the model of a backtest with the other one on the rows that both forecast.
 *
 * @param prices per row of the backtest. Left out where the data have none
 * @param otherFirst whether the other model is the first. Default false
 */
export function pairedComparison(
  { item, step, actual, ensemble }: Pick<EnsembleRows, 'item' | 'step' | 'actual' | 'ensemble'>,
  { row: chosen, other }: PairedForecasts,
  prices: ArrayLike<number> | undefined,
  otherFirst = false,
): ReturnType<typeof comparePairs> {
  const pick = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row] as number);
  const own = pick(ensemble);
  return comparePairs({
    item: chosen.map((row) => item[row] as string),
    ...{ step: pick(step), actual: pick(actual) },
    ...(otherFirst ? { first: other, second: own } : { first: own, second: other }),
    price: prices && pick(prices),
  });
}
