import { addWeeks } from '../../src/contracts/week.ts';
import type { BacktestRows } from '../../src/forecasting/index.ts';
import { randomStream } from '../../src/forecasting/random.ts';

/** Backtest rows whose members miss log(1 + actual) by noise and a shift of their own. */
export function makeBacktest({
  windows = 4,
  series = 30,
  horizon = 2,
  lassoError = 0.3,
  networkError = 0.3,
  seed = 1,
} = {}): Omit<BacktestRows, 'lasso' | 'network'> & { readonly lasso: Float64Array; readonly network: Float64Array } {
  const random = randomStream(seed, 'backtest');
  const noise = (size: number) => size * (random() + random() + random() + random() - 2) * 1.7;
  const count = windows * series * horizon;
  const of = (row: number) => ({
    window: Math.floor(row / (series * horizon)),
    series: Math.floor(row / horizon) % series,
    step: (row % horizon) + 1,
  });
  const at = Array.from({ length: count }, (_, row) => of(row));
  const actual = Float64Array.from(at, () => Math.round(Math.exp(2 + 3 * random())));
  const miss = (size: number) => actual.map((y) => Math.max(0, Math.expm1(Math.log1p(y) + noise(size))));
  const cutoff = at.map(({ window }) => addWeeks('2024-01-01', window * horizon));
  return {
    store: at.map((row) => `store-${row.series}`),
    item: at.map((row) => `item-${row.series % 3}`),
    cutoff,
    step: Int32Array.from(at, ({ step }) => step),
    week: at.map(({ step }, row) => addWeeks(cutoff[row]!, step)),
    actual,
    baseline: miss(1),
    baselineGeometric: miss(0.8),
    lasso: miss(lassoError),
    network: miss(networkError),
  };
}
