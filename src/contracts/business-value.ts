import type { Week } from './week.ts';

/** Errors of a week on the same rows, in units; sums. */
export interface ValueWeek {
  readonly week: Week;
  /** Cutoff of the forecast: the last one before the week. */
  readonly cutoff: Week;
  readonly rows: number;
  /** Sold. */
  readonly units: number;
  /** Sums of |forecast − actual| of what was published, and of the mean of the past. */
  readonly error: number;
  readonly baselineError: number;
  /** The same week of the year before as a forecast, on the rows that have one: rows, units sold, its error, and that of what was published. */
  readonly lastYear: {
    readonly rows: number;
    readonly units: number;
    readonly error: number;
    readonly published: number;
  };
}

/** What an item's forecasts were over and under what was sold, over stores and weeks. */
export interface ItemValue {
  readonly item: string;
  readonly rows: number;
  readonly sold: number;
  /** Sum of the unbiased forecasts, to be compared with what was sold. */
  readonly forecast: number;
  /** Sum of what forecasts were above the actuals, and below them. */
  readonly over: number;
  readonly under: number;
  /** The same times the price of the week; left out where the data have no price. */
  readonly money?: { readonly over: number; readonly under: number };
}

/** What forecasts were worth in the weeks whose sales have arrived. */
export interface BusinessValue {
  /** The oldest first. */
  readonly weeks: readonly ValueWeek[];
  /** Weeks whose forecast is no longer kept. */
  readonly lost: readonly Week[];
  /** Items with a forecast in these weeks. */
  readonly items: number;
  /** Most forecast above what was sold, by money where there is a price, otherwise by units; and most below it. */
  readonly over: readonly ItemValue[];
  readonly under: readonly ItemValue[];
  /** Rows without a price, which count in units alone; left out where the data have no price. */
  readonly unpriced?: number;
}
