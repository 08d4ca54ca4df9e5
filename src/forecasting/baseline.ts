import type { Panel } from './panel.ts';
import { forecastRows, seriesOfItems } from './member-forecast.ts';
import type { MemberForecast } from './member-forecast.ts';

/** Which mean of the past the baseline takes: the arithmetic one is the yardstick, the geometric one is for reports. */
export type BaselineMean = 'arithmetic' | 'geometric';

/**
 * The historical average: for every step the mean of the series' weekly units up to the cutoff. A series without history
 * takes the mean of its item in the panel's format; an item without history the mean over the panel; an empty panel 0.
 * The geometric mean is taken of 1 + units, so that weeks without sales count.
 *
 * @param items the segment's items
 * @param cutoffIndex index in `panel.weeks` of the last week used
 */
export function baselineForecast(
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
  mean: BaselineMean = 'arithmetic',
): MemberForecast {
  const series = seriesOfItems(panel, items);
  const rows = forecastRows(series, horizonWeeks);
  const level = seriesLevels(panel, cutoffIndex, mean);
  return { ...rows, values: Float64Array.from(rows.seriesIndex, (s) => level[s]!), carriedForward: 0 };
}

/** The baseline's forecast of every series of the panel, in units. */
export function seriesLevels(panel: Panel, cutoffIndex: number, mean: BaselineMean = 'arithmetic'): Float64Array {
  const into = mean === 'arithmetic' ? (units: number) => units : Math.log1p;
  const back = mean === 'arithmetic' ? (value: number) => value : Math.expm1;
  const nSeries = panel.seriesItem.length;
  const bySeries = new Averages(nSeries);
  const byItem = new Averages(panel.items.length);
  const overall = new Averages(1);
  for (let s = 0; s < nSeries; s++) {
    for (let w = 0; w <= cutoffIndex; w++) {
      const units = panel.units[s * panel.weeks.length + w]!;
      if (Number.isNaN(units)) continue;
      const value = into(units);
      bySeries.add(s, value);
      byItem.add(panel.seriesItem[s]!, value);
      overall.add(0, value);
    }
  }
  return Float64Array.from({ length: nSeries }, (_, s) =>
    back(bySeries.mean(s) ?? byItem.mean(panel.seriesItem[s]!) ?? overall.mean(0) ?? 0),
  );
}

class Averages {
  readonly #sum: Float64Array;
  readonly #count: Int32Array;

  constructor(groups: number) {
    this.#sum = new Float64Array(groups);
    this.#count = new Int32Array(groups);
  }

  add(group: number, value: number): void {
    this.#sum[group]! += value;
    this.#count[group]!++;
  }

  mean(group: number): number | undefined {
    const count = this.#count[group]!;
    return count === 0 ? undefined : this.#sum[group]! / count;
  }
}
