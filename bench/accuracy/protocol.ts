import type { Panel } from '../../src/forecasting/index.ts';
import { weekIndex } from '../orange-juice-panel.ts';

/**
 * The orange-juice benchmark of TSPerf (github.com/microsoft/forecasting, `retail_sales/OrangeJuice_Pt_3Weeks_Weekly`):
 * 83 stores × 11 brands, 12 rounds. Round r trains on Dominick's weeks 40 … 135 + 2(r − 1) and forecasts the second and the
 * third week after that; the week between is the stores' time to act. Prices, deals and features of the target weeks are
 * known. Units are `round(exp(logmove))`; the metric is MAPE over all rows of all rounds with an actual.
 */
const rounds = 12;
export const steps: readonly number[] = [2, 3];
export const horizonWeeks = 3;
/** Weeks between the last known sales and the first forecast week. */
export const leadWeeks = 1;

/** Last training week of each round: 135, 137, … 157. */
export const cutoffWeeks: readonly number[] = Array.from({ length: rounds }, (_, r) => 135 + 2 * r);

/** Cutoffs whose target weeks are all at or before week 135: what settings may be chosen on. */
export const validationCutoffWeeks: readonly number[] = Array.from({ length: 9 }, (_, i) => 108 + 3 * i);

/** MAPE of the benchmark's own mean forecast, in per cent, as its performance board has it. */
export const publishedMeanForecast = 70.74;

/**
 * The benchmark's mean forecast: weeks without a row take the last known `logmove` (the first known at the start), then the
 * mean of logs over all weeks, exponentiated and rounded. One number per series of the panel.
 */
export function meanForecast(panel: Panel, cutoffWeek: number): Float64Array {
  const nWeeks = panel.weeks.length;
  return Float64Array.from(panel.seriesItem, (_, s) => {
    const logs = Array.from(panel.units.subarray(s * nWeeks, s * nWeeks + weekIndex(cutoffWeek) + 1), Math.log);
    const first = logs.find((value) => !Number.isNaN(value)) ?? Number.NaN;
    let last = first;
    let sum = 0;
    for (const value of logs) {
      if (!Number.isNaN(value)) last = value;
      sum += last;
    }
    return Math.round(Math.exp(sum / logs.length));
  });
}

/** The median of each series' weeks with sales figures up to the cutoff. */
export function medianForecast(panel: Panel, cutoffWeek: number): Float64Array {
  const nWeeks = panel.weeks.length;
  return Float64Array.from(panel.seriesItem, (_, s) => {
    const sorted = panel.units
      .slice(s * nWeeks, s * nWeeks + weekIndex(cutoffWeek) + 1)
      .filter((units) => !Number.isNaN(units))
      .sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  });
}
