import { epochDay } from '../../contracts/week.ts';
import { TooLittleHistoryError } from '../errors.ts';
import type { Panel } from '../panel.ts';
import { checkPanel } from './check-panel.ts';
import type { DriverNames } from './driver-names.ts';
import { fillForward } from './fill.ts';
import { knownAheadColumn, observedColumn, window } from './panel-columns.ts';
import { orElse } from './trailing.ts';
import { asHistory, asKnownAhead } from './week-matrix.ts';
import type { HistoryMatrix, KnownAheadMatrix } from './week-matrix.ts';

/** A known-ahead column, nothing missing. */
export interface DriverColumn {
  /** Of the panel's column. */
  readonly name: string;
  readonly values: KnownAheadMatrix;
  /** 1 where the panel had no value and `values` holds another week's; null where nothing was missing. */
  readonly missing: Uint8Array | null;
}

/** An observed column, NaN where missing and after the last week with actuals. */
interface ObservedColumn {
  readonly name: string;
  readonly values: HistoryMatrix;
}

/**
 * The panel as the features read it: logs, nothing missing among the drivers, and cut off. Actuals are there up to
 * `lastActualIndex`, drivers up to the last target week, even where the panel's own weeks end earlier. All matrices are
 * series-major, series × `nWeeks`.
 */
export interface Grid {
  readonly nSeries: number;
  readonly nWeeks: number;
  readonly cutoffIndex: number;
  /** The last week whose actuals may be used: the cutoff less the business lead. */
  readonly lastActualIndex: number;
  readonly items: readonly string[];
  readonly nStores: number;
  readonly seriesStore: Int32Array;
  readonly seriesItem: Int32Array;
  /** Series at store × item, `store * items.length + item`; -1 where the store does not carry the item. */
  readonly seriesAt: Int32Array;
  /** Day of each week's start, counted from 1970-01-01. */
  readonly days: Float64Array;
  /** log(1 + units); NaN where missing and after the last week with actuals. */
  readonly logUnits: HistoryMatrix;
  /** log of the price. */
  readonly price: DriverColumn | null;
  readonly promotions: readonly DriverColumn[];
  readonly weather: readonly DriverColumn[];
  readonly events: readonly DriverColumn[];
  readonly others: readonly DriverColumn[];
  readonly returns: ObservedColumn | null;
  readonly observed: readonly ObservedColumn[];
  /** Per series and week: driver values that were missing and replaced by the last known one. */
  readonly carriedForward: Uint16Array;
}

export interface GridSpan {
  readonly cutoffIndex: number;
  /** Weeks of drivers wanted after the cutoff; 0 for training. */
  readonly horizonWeeks: number;
  /** Newest weeks up to the cutoff whose actuals may not be used. Default 0. */
  readonly leadWeeks?: number;
}

/**
 * Reads a panel for a cutoff. Weeks after `cutoffIndex + horizonWeeks`, and actuals after the cutoff, are not looked at.
 *
 * @throws InvalidPanelError where a column is absent or parts do not fit together
 * @throws UnknownAheadColumnError where a driver is a column known only after the week
 * @throws TooLittleHistoryError where the lead leaves no week
 */
export function buildGrid(panel: Panel, names: DriverNames, span: GridSpan): Grid {
  const { cutoffIndex, horizonWeeks, leadWeeks = 0 } = span;
  checkPanel(panel, cutoffIndex);
  if (leadWeeks > cutoffIndex) throw new TooLittleHistoryError('The business lead', leadWeeks + 1, cutoffIndex + 1);
  const lastActualIndex = cutoffIndex - leadWeeks;
  const nSeries = panel.seriesItem.length;
  const nWeeks = cutoffIndex + 1 + horizonWeeks;
  const carriedForward = new Uint16Array(nSeries * nWeeks);
  const driver = (
    role: string,
    name: string,
    leading: 'first-known' | 'zero',
    convert?: (value: number) => number,
  ): DriverColumn => {
    const values = window(panel, knownAheadColumn(panel, name, role), nWeeks, nWeeks, convert);
    const missing = missingCells(values);
    fillForward(values, nWeeks, leading, (series, week) => {
      carriedForward[series * nWeeks + week]!++;
    });
    return { name, values: asKnownAhead(values), missing };
  };
  // Files of events list the weeks that have one, so a week without a value has none.
  const event = (name: string): DriverColumn => {
    const values = window(panel, knownAheadColumn(panel, name, 'events'), nWeeks, nWeeks);
    return { name, values: asKnownAhead(orElse(values, 0)), missing: null };
  };
  const actual = (values: Float64Array, convert?: (value: number) => number): HistoryMatrix =>
    asHistory(window(panel, values, nWeeks, lastActualIndex + 1, convert));
  const observed = (name: string): ObservedColumn => ({ name, values: actual(observedColumn(panel, name)) });
  const seriesAt = new Int32Array(panel.stores.length * panel.items.length).fill(-1);
  for (let s = 0; s < nSeries; s++) seriesAt[panel.seriesStore[s]! * panel.items.length + panel.seriesItem[s]!] = s;
  return {
    nSeries,
    nWeeks,
    cutoffIndex,
    lastActualIndex,
    items: panel.items,
    nStores: panel.stores.length,
    seriesStore: panel.seriesStore,
    seriesItem: panel.seriesItem,
    seriesAt,
    days: Float64Array.from({ length: nWeeks }, (_, w) => epochDay(panel.weeks[0]!) + 7 * w),
    logUnits: actual(panel.units, (units) => (units >= 0 ? Math.log1p(units) : Number.NaN)),
    price: names.price === null ? null : driver('price', names.price, 'first-known', logOfPositive),
    // Before the first known week nothing says that there was a promotion.
    promotions: names.promotions.map((name) => driver('promotions', name, 'zero')),
    weather: names.weather.map((name) => driver('weather', name, 'first-known')),
    events: names.events.map(event),
    others: names.others.map((name) => driver('knownAhead', name, 'first-known')),
    returns: names.returns === null ? null : observed(names.returns),
    observed: names.observed.map(observed),
    carriedForward,
  };
}

/** The same weeks and columns, of no series. */
export function withoutSeries(grid: Grid): Grid {
  const none = new Int32Array(0);
  const emptied = <C extends { readonly values: Float64Array }>(column: C): C => {
    return { ...column, values: column.values.subarray(0, 0) };
  };
  return {
    ...grid,
    ...{ nSeries: 0, nStores: 0, seriesStore: none, seriesItem: none, seriesAt: none },
    carriedForward: new Uint16Array(0),
    logUnits: asHistory(grid.logUnits.subarray(0, 0)),
    price: grid.price && emptied(grid.price),
    promotions: grid.promotions.map(emptied),
    weather: grid.weather.map(emptied),
    events: grid.events.map(emptied),
    others: grid.others.map(emptied),
    returns: grid.returns && emptied(grid.returns),
    observed: grid.observed.map(emptied),
  };
}

function missingCells(values: Float64Array): Uint8Array | null {
  const missing = new Uint8Array(values.length);
  let count = 0;
  for (let cell = 0; cell < values.length; cell++) {
    if (!Number.isNaN(values[cell]!)) continue;
    missing[cell] = 1;
    count++;
  }
  return count > 0 ? missing : null;
}

/** A price of nothing is a price that is missing. */
function logOfPositive(price: number): number {
  return price > 0 ? Math.log(price) : Number.NaN;
}
