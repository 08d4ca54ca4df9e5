import { seriesLevels } from '../baseline.ts';
import { forecastRows, seriesOfItems, type MemberForecast } from '../member-forecast.ts';
import type { Panel } from '../panel.ts';
import { chooseHalfLife, discountedLevel, type SeriesHistory } from './damped-level.ts';
import { seasonsOfItems, type ItemSeasons } from './seasons-of-items.ts';
import { growthFactor } from './trend.ts';
import { twoSeasons } from './year-bins.ts';

/** What a seasonal forecast is made of, for people. */
export interface SeasonalBasis {
  readonly basis: ItemSeasons['basis'];
  /** Distinct weeks with sales. */
  readonly observedWeeks: number;
  /** Series without a week of history, which take the mean of their item, or of the panel. */
  readonly newSeries: number;
}

export interface SeasonalForecast extends MemberForecast {
  /** Per row the factors of the forecast: units of a mean week, growth until the target week, season of that week. */
  readonly level: Float64Array;
  readonly growth: Float64Array;
  readonly season: Float64Array;
  readonly made: SeasonalBasis;
}

/**
 * The seasonal member: `level of the series × growth of the panel × week-of-year profile of the item`. The level is discounted by age,
 * by a half-life chosen per item; the growth is damped; the profile is pooled over stores. It needs no training and forecasts every
 * series. With fewer than two seasons of history it is the level alone, and says so.
 *
 * Only units up to `cutoffIndex − leadWeeks` have any influence. The forecast of an item does not depend on which others are asked
 * for with it.
 *
 * @param items the items to forecast; season and growth come from all items of the panel
 */
export function seasonalForecast(
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
  leadWeeks = 0,
): SeasonalForecast {
  const until = Math.max(0, cutoffIndex - leadWeeks);
  const seasons = seasonsOfItems(panel, until, horizonWeeks);
  const series = seriesOfItems(panel, items);
  const levels = levelsOf(panel, series, seasons, until, Math.ceil(horizonWeeks / 2) + leadWeeks);
  // Of series without history; most panels have none.
  const meanOfItem = levels.size < series.length ? seriesLevels(panel, until) : undefined;
  const rows = forecastRows(series, horizonWeeks);
  const targetOf = (row: number) => cutoffIndex + rows.step[row]!;
  const level = Float64Array.from(rows.seriesIndex, (s) => levels.get(s) ?? meanOfItem![s]!);
  const growth = Float64Array.from(rows.seriesIndex, (_, row) => growthFactor(seasons.growth, until, targetOf(row)));
  const season = Float64Array.from(rows.seriesIndex, (s, row) => {
    return seasonAt(seasons, panel.seriesItem[s]!, targetOf(row));
  });
  const { basis, observedWeeks } = seasons;
  return {
    ...rows,
    values: level.map((units, row) => units * growth[row]! * season[row]!),
    ...{ level, growth, season },
    carriedForward: 0,
    made: { basis, observedWeeks, newSeries: series.length - levels.size },
  };
}

/** `level only: 60 weeks with sales, a season needs 104`; empty where there is a season. */
export function seasonalNote({ basis, observedWeeks }: SeasonalBasis): string {
  return basis === 'season' ? '' : `level only: ${observedWeeks} weeks with sales, a season needs ${twoSeasons}`;
}

/** Levels of the series with history. */
function levelsOf(
  panel: Panel,
  series: Int32Array,
  seasons: ItemSeasons,
  until: number,
  step: number,
): ReadonlyMap<number, number> {
  const levels = new Map<number, number>();
  for (const [item, ofItem] of Map.groupBy(series, (s) => panel.seriesItem[s]!)) {
    const factor = factorsOf(seasons, item, until);
    const histories = ofItem.map((s): SeriesHistory => {
      const start = s * panel.weeks.length;
      return { units: panel.units.subarray(start, start + until + 1), factor };
    });
    const halfLifeWeeks = chooseHalfLife(histories, step);
    histories.forEach((history, i) => {
      const level = discountedLevel(history, halfLifeWeeks);
      if (level !== null) levels.set(ofItem[i]!, level);
    });
  }
  return levels;
}

function seasonAt({ byItem, bins }: ItemSeasons, item: number, week: number): number {
  return byItem[item]!.profile[bins[week]!]!;
}

/** What season and growth make of a level of 1, week by week up to the last one known. */
function factorsOf(seasons: ItemSeasons, item: number, until: number): Float64Array {
  return Float64Array.from({ length: until + 1 }, (_, week) => {
    return seasonAt(seasons, item, week) * growthFactor(seasons.growth, until, week);
  });
}
