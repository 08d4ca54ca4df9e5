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

/** Indices of the series of some items, in panel order. Items the panel lacks have none. */
export function seriesOfItems(panel: Panel, items: readonly string[]): Int32Array {
  const wanted = new Set(items);
  const series: number[] = [];
  for (let s = 0; s < panel.seriesItem.length; s++) {
    if (wanted.has(panel.items[panel.seriesItem[s]!]!)) series.push(s);
  }
  return Int32Array.from(series);
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
