import { lossOf } from '../contracts/aim.ts';
import { belief, usualPrior } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { mapeFloorOf } from './mape-floor.ts';
import { measure } from './metrics.ts';
import { unitsOf } from './units-of.ts';

/** −0.5 … 0.5, nearest to 0 first, so that ties do not change the forecast. */
const candidates = Array.from({ length: 41 }, (_, i) => (i % 2 === 1 ? 1 : -1) * Math.ceil(i / 2) * 0.025);

/**
 * How far to shift a blend, in logs, for the aim: the candidate with the least loss, or the bias nearest to zero, shrunk towards
 * 0 as the weights are towards theirs.
 *
 * @param blended log units, NaN where there is no forecast
 */
export function fitShift(
  blended: Float64Array,
  { actual, seasonal, week }: Pick<BacktestRows, 'actual' | 'seasonal' | 'week'>,
  { aim = 'balanced', prior = usualPrior }: EnsembleOptions,
): number {
  const floor = mapeFloorOf(actual);
  const reference = seasonal && measure(actual, seasonal, undefined, floor);
  const losses = candidates.map((shift) => {
    const units = blended.map((value) => unitsOf(value + shift));
    const metrics = measure(actual, units, undefined, floor);
    return (aim === 'unbiased' ? Math.abs(metrics.bias ?? 0) : lossOf(metrics, aim, reference)) ?? 0;
  });
  const best = candidates[losses.indexOf(Math.min(...losses))]!;
  return belief({ rows: actual.length, weeks: new Set(week).size }, prior) * best;
}
