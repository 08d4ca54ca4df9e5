import { seriesLevels } from './baseline.ts';
import type { FeatureRows } from './features/feature-rows.ts';
import type { MemberForecast } from './member-forecast.ts';
import type { Panel } from './panel.ts';

/**
 * Turns a member's log forecasts into units. Rows the member has no forecast for (NaN), and series with too little history,
 * get the baseline.
 *
 * @param logUnits one per row of `rows`, NaN where the member has none
 * @param variance local variance of the logs per row, of a member that knows one
 */
export function finishForecast(
  rows: FeatureRows,
  logUnits: Float64Array,
  panel: Panel,
  cutoffIndex: number,
  variance?: Float64Array,
): MemberForecast {
  const own = Uint8Array.from(logUnits, (value, r) => (rows.usable[r] === 1 && Number.isFinite(value) ? 1 : 0));
  const levels = own.includes(0) ? seriesLevels(panel, Math.max(0, cutoffIndex - (rows.leadWeeks ?? 0))) : undefined;
  return {
    seriesIndex: rows.series,
    step: rows.step,
    values: logUnits.map((value, r) => (own[r] === 1 ? Math.max(0, Math.expm1(value)) : levels![rows.series[r]!]!)),
    ...(variance ? { variance } : {}),
    ...(levels ? { byBaseline: own.map((is) => 1 - is) } : {}),
    carriedForward: rows.carriedForward,
  };
}
