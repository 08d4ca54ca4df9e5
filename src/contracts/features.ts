import type { Weekday } from './week.ts';

/** The groups of features, in the order of their columns. What each of them holds is described in `docs/features.md`. */
export const featureNames = [
  'sales-history',
  'driver-effect',
  'residual-levels',
  'last-year',
  'price',
  'promotions',
  'known-ahead',
  'leading-items',
  'calendar',
  'holidays',
  'paydays',
  'weather',
  'events',
  'returns',
  'observed',
  'sales-range',
  'first-sale',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** What the members are built on: the network's offsets are columns of these groups. */
export const requiredFeatures = [
  'sales-history',
  'driver-effect',
  'residual-levels',
] as const satisfies readonly FeatureName[];

/** What a project uses by default. A group whose inputs the project doesn't declare adds no column. */
export const defaultFeatures: readonly FeatureName[] = featureNames.filter(
  (name) => name !== 'sales-range' && name !== 'first-sale',
);

/** A day, or days, of the year that move demand in their week and the two weeks next to it. */
export type Holiday = { readonly name: string } & HolidayRule;

export type HolidayRule =
  /** The dates themselves, ISO. They have to reach as far as forecasts do. */
  | { readonly rule: 'dates'; readonly dates: readonly string[] }
  /** The same date every year: month 1 … 12, day 1 … 31. February 29 occurs only in leap years. */
  | { readonly rule: 'month-day'; readonly month: number; readonly day: number }
  /** A weekday of a month, the first to fifth or the last. If a month has no fifth one, there is no holiday. */
  | {
      readonly rule: 'nth-weekday';
      readonly month: number;
      readonly weekday: Weekday;
      readonly nth: 1 | 2 | 3 | 4 | 5 | 'last';
    }
  /** Days after Easter Sunday of the Gregorian calendar; negative before it, e.g. −2 for Good Friday. */
  | { readonly rule: 'easter'; readonly offsetDays: number };

/** A day of every month, 1 … 31; a day that the month does not have is its last one. */
export type DayOfMonth = number | 'last';

/** Which features models read, and their settings. Stored with every fitted member. */
export interface FeatureSettings {
  /** In the order of `featureNames`. Default: `defaultFeatures`. */
  readonly use: readonly FeatureName[];
  /**
   * The newest weeks up to the cutoff whose actuals may not be used, because the business has them later than it needs the
   * forecast. 0 … 52, default 0.
   */
  readonly leadWeeks: number;
  /**
   * Weeks of data from which models look at last year, and stage one learns a season. 61 … 520, default 125. With fewer, hardly any
   * week has been seen twice, and what happened a year ago misleads.
   */
  readonly seasonalFromWeeks: number;
  readonly calendar: {
    /** Default: none. */
    readonly holidays: readonly Holiday[];
    /** Days on which wages are paid. Default: none. */
    readonly paydays: { readonly daysOfMonth: readonly DayOfMonth[] };
  };
}

/**
 * Every week of the year with the same week a year before it, and five months more. The example loses accuracy by it on
 * its 96 to 121 weeks; what it gave elsewhere is in docs/decisions/2026-11-29-last-year-from-125-weeks.md.
 */
const defaultSeasonalFromWeeks = 125;

/** The settings of a project that declares none. */
export const defaultFeatureSettings: FeatureSettings = {
  use: defaultFeatures,
  leadWeeks: 0,
  seasonalFromWeeks: defaultSeasonalFromWeeks,
  calendar: { holidays: [], paydays: { daysOfMonth: [] } },
};

/**
 * What the models of a cycle read, all backtest windows alike: without last year where the data is younger than
 * `seasonalFromWeeks`.
 *
 * @param nWeeks weeks of data up to the cycle's cutoff
 */
export function featuresFor(settings: FeatureSettings, nWeeks: number): FeatureSettings {
  if (nWeeks >= settings.seasonalFromWeeks) return settings;
  return { ...settings, use: settings.use.filter((name) => name !== 'last-year') };
}
