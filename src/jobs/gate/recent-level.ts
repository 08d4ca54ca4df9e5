import type { Panel } from '../../forecasting/index.ts';

/** A quarter: long enough to even out deals, short enough to follow the level. */
export const recentWeeks = 13;

/** What is forecast, and what was sold lately; units a week, `null` where no series has a known week lately. */
export interface RecentLevel {
  readonly meanForecast: number | null;
  readonly meanRecent: number | null;
}

/**
 * The level of forecasts compared with that of the last weeks. Only series with a known week among these count, each once: one that has
 * none is forecast, but what it sold is not known. The forecast is the unbiased number, since one made for MAPE or WAPE is far below the mean of
 * what is sold where sales are lumpy.
 */
export function recentLevel(
  panel: Pick<Panel, 'weeks' | 'units' | 'cutoffIndex'>,
  { seriesIndex, mean }: { readonly seriesIndex: Int32Array; readonly mean: Float64Array },
): RecentLevel {
  const rows = Map.groupBy(seriesIndex.keys(), (row) => seriesIndex[row]!);
  const levels = [...rows].flatMap(([series, own]) => {
    const sold = recentUnits(panel, series);
    const forecast = own.map((row) => mean[row]!).filter((value) => Number.isFinite(value) && value >= 0);
    return sold.length === 0 || forecast.length === 0 ? [] : [{ sold: average(sold), forecast: average(forecast) }];
  });
  if (levels.length === 0) return { meanForecast: null, meanRecent: null };
  return {
    meanForecast: average(levels.map(({ forecast }) => forecast)),
    meanRecent: average(levels.map(({ sold }) => sold)),
  };
}

function recentUnits({ weeks, units, cutoffIndex }: Pick<Panel, 'weeks' | 'units' | 'cutoffIndex'>, series: number) {
  const first = Math.max(0, cutoffIndex - recentWeeks + 1);
  const of = units.subarray(series * weeks.length + first, series * weeks.length + cutoffIndex + 1);
  return Array.from(of).filter((value) => !Number.isNaN(value));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
