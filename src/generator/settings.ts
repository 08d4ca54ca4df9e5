import type { Week } from '../contracts/week.ts';

/** What changes in the shipments of the first region in its last four weeks. */
export const schemaChanges = ['renamed', 'missing', 'retyped', 'added'] as const;
export type SchemaChange = (typeof schemaChanges)[number];

/** What to generate. The same settings give the same bytes. */
export interface GrocerSettings {
  /** Sales regions, 1 to 14. */
  readonly regions: number;
  /** Stores of each region, 2 to 2000; two in five are large. */
  readonly stores: number;
  /** Items of the whole assortment, 8 to 2000. Large stores sell nearly all of them, small ones about half. */
  readonly items: number;
  /** Weeks with shipments, 60 to 1000. */
  readonly weeks: number;
  /** The first week, a Monday. */
  readonly from: Week;
  /** A whole number >= 0. */
  readonly seed: number;
  /** Weeks after the last one for which prices, promotions, events and weather forecasts are given, 1 to 12. */
  readonly horizonWeeks: number;
  /** Further weeks, held back to arrive later, 0 to 52. */
  readonly arrivals: number;
  /** Broken lines for each good line of the delimited shipments, [0, 0.05]. */
  readonly dirtyShare: number;
  /** Store weeks reported wrong at first and corrected by a later file, 0 to 1000. */
  readonly corrections: number;
  /** What demand of the first region is multiplied by in its last eight weeks; 1 for no drift. */
  readonly drift: number;
  readonly schemaChange?: SchemaChange | undefined;
}

/** A grocer for a laptop, since the first week of January 2017. */
export const defaultGrocer: GrocerSettings = {
  regions: 2,
  stores: 8,
  items: 24,
  weeks: 160,
  from: '2017-01-02',
  seed: 1,
  horizonWeeks: 3,
  arrivals: 0,
  dirtyShare: 0.001,
  corrections: 4,
  drift: 1,
};

/** Weeks at the end in which the first region's demand drifts. */
export const driftWeeks = 8;
/** Weeks at the end in which the first region's files have another form. */
export const schemaChangeWeeks = 4;
/** Weeks at the end, and every arriving one, whose expected units are kept row by row. */
export const truthWeeks = 13;
