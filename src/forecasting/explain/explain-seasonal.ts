import type { SeasonalExplanation } from '../../contracts/explanation.ts';
import type { RowExplainer } from '../member-records.ts';
import type { Panel } from '../panel.ts';
import { seasonalForecast, seasonalNote } from '../seasonal/seasonal-forecast.ts';

/** Explains the seasonal forecasts of an item from a cutoff, by row: `level × growth × season = units`. */
export function explainSeasonal(
  panel: Panel,
  item: string,
  cutoffIndex: number,
  horizonWeeks: number,
  leadWeeks = 0,
): RowExplainer<SeasonalExplanation> {
  const { values, level, growth, season, made } = seasonalForecast(panel, [item], cutoffIndex, horizonWeeks, leadWeeks);
  return (row) => ({
    level: level[row]!,
    growth: growth[row]!,
    season: season[row]!,
    units: values[row]!,
    note: seasonalNote(made),
  });
}
