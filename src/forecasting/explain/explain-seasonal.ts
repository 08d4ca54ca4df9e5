import type { SeasonalExplanation } from '../../contracts/explanation.ts';
import type { ExplainedForecast } from '../member-records.ts';
import type { Panel } from '../panel.ts';
import { seasonalForecast, seasonalNote } from '../seasonal/seasonal-forecast.ts';

/** The seasonal forecasts of an item from a cutoff, and how they came about, by row: `level × growth × season = units`. */
export function explainSeasonal(
  panel: Panel,
  item: string,
  cutoffIndex: number,
  horizonWeeks: number,
  leadWeeks = 0,
): ExplainedForecast<SeasonalExplanation> {
  const forecast = seasonalForecast(panel, [item], cutoffIndex, horizonWeeks, leadWeeks);
  const { values, level, growth, season, made } = forecast;
  const explain = (row: number): SeasonalExplanation => ({
    level: level[row]!,
    growth: growth[row]!,
    season: season[row]!,
    units: values[row]!,
    note: seasonalNote(made),
  });
  return { forecast, explain };
}
