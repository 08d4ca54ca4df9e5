import { groupsOf } from './groups.ts';
import { pickResiduals, type Residuals } from './residuals.ts';

/**
 * What a forecast is multiplied by to be right in volume: the ratio of actual to forecast units over the backtest, shrunk towards 1 by
 * how well the windows know it. With `b = log ratio` and its variance `se²` over windows (over weeks where there is one window), it is
 * `exp(b · b² / (b² + se²))`: sums over stores and weeks of forecasts times this factor have no bias that the backtest can see.
 */
export function meanFactorOf(residuals: Residuals): number {
  const windows = groupsOf(residuals.window);
  const clusters = windows.length > 1 ? windows : groupsOf(Array.from(residuals.step, (step) => step));
  const sums = clusters.map(([, rows]) => sumsOf(pickResiduals(residuals, rows)));
  const total = (part: 'actual' | 'forecast') => sums.reduce((sum, one) => sum + one[part], 0);
  const [actual, forecast] = [total('actual'), total('forecast')];
  if (!(actual > 0 && forecast > 0)) return 1;
  const ratio = actual / forecast;
  const bias = Math.log(ratio);
  if (bias === 0) return 1;
  const n = sums.length;
  const squares = sums.reduce((sum, one) => sum + (one.actual - ratio * one.forecast) ** 2, 0);
  // One cluster says nothing of its own variance: half of what it sees is believed.
  const variance = n > 1 ? ((n / (n - 1)) * squares) / actual ** 2 : bias ** 2;
  return Math.exp((bias * bias ** 2) / (bias ** 2 + variance));
}

function sumsOf({ values, logForecast }: Residuals): { readonly actual: number; readonly forecast: number } {
  let actual = 0;
  let forecast = 0;
  values.forEach((residual, row) => {
    actual += Math.expm1(logForecast[row]! + residual);
    forecast += Math.max(0, Math.expm1(logForecast[row]!));
  });
  return { actual, forecast };
}
