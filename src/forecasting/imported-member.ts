import { seriesLevels } from './baseline.ts';
import { forecastRows, seriesOfItems } from './member-forecast.ts';
import type { ComputedMember } from './member-records.ts';

/**
 * A member whose predictions come with the data: a known-ahead column of the panel that holds, in units, what somebody else
 * forecast of the week. Where it says nothing the baseline stands in, and the other members decide.
 *
 * The column must hold what was forecast by the cutoff. Forecasts that were revised later make a backtest look better than it was.
 */
export function importedMember<Name extends string>(name: Name, column: string): ComputedMember<Name, never> {
  const predict: ComputedMember<Name, never>['predict'] = (panel, items, cutoffIndex, horizonWeeks, leadWeeks = 0) => {
    const rows = forecastRows(seriesOfItems(panel, items), horizonWeeks);
    const levels = seriesLevels(panel, Math.max(0, cutoffIndex - leadWeeks));
    const given = Float64Array.from(rows.seriesIndex, (s, row) => {
      const week = cutoffIndex + rows.step[row]!;
      return week < panel.weeks.length ? (panel.knownAhead[column]?.[s * panel.weeks.length + week] ?? NaN) : NaN;
    });
    const byBaseline = Uint8Array.from(given, (units) => (units >= 0 ? 0 : 1));
    return {
      ...rows,
      values: given.map((units, row) => (byBaseline[row] === 1 ? levels[rows.seriesIndex[row]!]! : units)),
      ...(byBaseline.includes(1) ? { byBaseline } : {}),
      carriedForward: 0,
    };
  };
  return {
    name,
    predict,
    explain: (panel, item, ...origin) => ({ forecast: predict(panel, [item], ...origin), explain: () => null }),
  };
}
