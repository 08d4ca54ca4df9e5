import type { FeatureSettings } from '../../contracts/features.ts';
import type { Grid } from './grid.ts';
import { holidayColumns } from './holiday-columns.ts';
import { itemInStores } from './neighbours.ts';
import { seasonColumns } from './season-columns.ts';
import { trailingMean } from './trailing.ts';

/** What stage one knows besides the data. */
export interface StageOneDrivers {
  /** Items whose prices are drivers of every other item. */
  readonly leadingItems: readonly string[];
  /** Whether the week of the year and the holidays are drivers too. */
  readonly seasonal: boolean;
  readonly calendar: FeatureSettings['calendar'];
}

/** The drivers of a series, `nWeeks` numbers each: those of the data, then those of the season. */
interface SeriesDrivers {
  readonly data: readonly Float64Array[];
  readonly season: readonly Float64Array[];
}

export type DriverReader = (series: number) => SeriesDrivers;

/** Reads the drivers of any series; how many there are depends on the panel's columns and the settings alone. */
export function driverReader(grid: Grid, { leadingItems, seasonal, calendar }: StageOneDrivers): DriverReader {
  const { nWeeks } = grid;
  const logPrice = grid.price?.values;
  // Where the price usually is, as far as the week itself knows.
  const usualPrice = logPrice && trailingMean(logPrice, nWeeks, { length: Number.POSITIVE_INFINITY });
  const indices = logPrice ? leadingItems.map((item) => grid.items.indexOf(item)) : [];
  const prices = indices.map((item) => (item < 0 ? null : itemInStores(grid, logPrice!, item)));
  const season = seasonal ? [...seasonColumns(grid.days), ...holidayColumns(calendar.holidays, grid.days)] : [];
  const seasonValues = season.map(({ values }) => values);
  return (series) => {
    const own = (values: Float64Array) => values.subarray(series * nWeeks, (series + 1) * nWeeks);
    const data = grid.promotions.map((promotion) => own(promotion.values));
    if (logPrice && usualPrice) {
      const price = own(logPrice);
      const usual = own(usualPrice);
      for (const promotion of grid.promotions) {
        data.push(own(promotion.values).map((intensity, w) => intensity * (price[w]! - usual[w]!)));
      }
      data.push(price);
    }
    for (const other of [...grid.weather, ...grid.events, ...grid.others]) data.push(own(other.values));
    const item = grid.seriesItem[series]!;
    const store = grid.seriesStore[series]!;
    prices.forEach((price, k) => {
      // The item's own price is there already; a column of zeros keeps the order the same for every item.
      const absent = price === null || indices[k] === item;
      data.push(absent ? new Float64Array(nWeeks) : price.subarray(store * nWeeks, (store + 1) * nWeeks));
    });
    return { data, season: seasonValues };
  };
}
