import type { Panel } from './panel.ts';

/**
 * Forecasts of a segment from one cutoff. The rows are the series of the segment's items in panel order and, within a
 * series, the steps in order, so the forecasts of all members and of the baseline line up row by row.
 */
export interface MemberForecast {
  /** Index of the series in the panel. */
  readonly seriesIndex: Int32Array;
  /** Weeks after the cutoff, 1 … horizon. */
  readonly step: Int32Array;
  /** Units, >= 0, finite. */
  readonly values: Float64Array;
  /** Local variance of the logs, where the member knows one. Intervals are scaled by it. */
  readonly variance?: Float64Array;
  /** Per row 1 where the baseline stands in for a member that has no forecast of its own; absent where it nowhere does. */
  readonly byBaseline?: Uint8Array;
  /** Known-ahead values missing in the target weeks and replaced by the last known one. */
  readonly carriedForward: number;
}

/** Where a forecast starts from, and what it is of. */
export interface ForecastOrigin {
  /** Index in the panel of the last week the forecast sees. */
  readonly cutoffIndex: number;
  readonly items: readonly string[];
}

/**
 * Indices of the series of some items, in panel order. Items the panel lacks have none.
 *
 * @param stores whose series are wanted. Default: every store's
 */
export function seriesOfItems(panel: Panel, items: readonly string[], stores?: readonly string[]): Int32Array {
  const wanted = new Set(items);
  const places = stores && new Set(stores);
  const series: number[] = [];
  for (let s = 0; s < panel.seriesItem.length; s++) {
    if (!wanted.has(panel.items[panel.seriesItem[s]!]!)) continue;
    if (places && !places.has(panel.stores[panel.seriesStore[s]!]!)) continue;
    series.push(s);
  }
  return Int32Array.from(series);
}

/** The rows of a forecast that are of some stores. */
export function rowsOfStores(panel: Panel, { seriesIndex }: MemberForecast, stores: readonly string[]): number[] {
  const wanted = new Set(stores);
  return [...seriesIndex.keys()].filter((row) => wanted.has(panel.stores[panel.seriesStore[seriesIndex[row]!]!]!));
}

/** Some rows of a forecast, in the order given. */
export function pickRows(forecast: MemberForecast, rows: readonly number[]): MemberForecast {
  const picked = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const { variance, byBaseline } = forecast;
  return {
    seriesIndex: Int32Array.from(rows, (row) => forecast.seriesIndex[row]!),
    step: Int32Array.from(rows, (row) => forecast.step[row]!),
    values: picked(forecast.values),
    ...(variance ? { variance: picked(variance) } : {}),
    ...(byBaseline ? { byBaseline: Uint8Array.from(rows, (row) => byBaseline[row]!) } : {}),
    carriedForward: forecast.carriedForward,
  };
}

/** The rows every member forecasts, without their values. */
export function forecastRows(series: Int32Array, horizonWeeks: number): Pick<MemberForecast, 'seriesIndex' | 'step'> {
  const seriesIndex = new Int32Array(series.length * horizonWeeks);
  const step = new Int32Array(series.length * horizonWeeks);
  for (let i = 0; i < seriesIndex.length; i++) {
    seriesIndex[i] = series[Math.floor(i / horizonWeeks)]!;
    step[i] = (i % horizonWeeks) + 1;
  }
  return { seriesIndex, step };
}
