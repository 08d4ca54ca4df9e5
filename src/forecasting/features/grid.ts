import type { Panel } from '../panel.ts';
import { epochDay } from '../../contracts/week.ts';
import { InvalidPanelError } from '../errors.ts';
import { fillForward } from './fill.ts';

/** Which known-ahead columns a model reads, and as what. Kept with a fitted model, so that scoring reads the same. */
export interface DriverNames {
  readonly price: string | null;
  readonly promotions: readonly string[];
  /** Known-ahead columns that are neither price nor promotion. */
  readonly others: readonly string[];
}

export interface NamedColumn {
  readonly name: string;
  /** Series-major, series × `nWeeks`, no NaN. */
  readonly values: Float64Array;
}

/**
 * The panel as the features read it: logs, nothing missing among the drivers, and cut off. Units are there up to the
 * cutoff, drivers up to the last target week, even where the panel's own weeks end earlier. All matrices are
 * series-major, series × `nWeeks`.
 */
export interface Grid {
  readonly nSeries: number;
  readonly nWeeks: number;
  readonly cutoffIndex: number;
  readonly items: readonly string[];
  readonly nStores: number;
  readonly seriesStore: Int32Array;
  readonly seriesItem: Int32Array;
  /** Series at store × item, `store * items.length + item`; -1 where the store does not carry the item. */
  readonly seriesAt: Int32Array;
  /** Day of each week's start, counted from 1970-01-01. */
  readonly days: Float64Array;
  /** log(1 + units); NaN where missing and after the cutoff. */
  readonly logUnits: Float64Array;
  readonly logPrice: Float64Array | null;
  readonly promotions: readonly NamedColumn[];
  readonly others: readonly NamedColumn[];
  /** Per series: driver values missing after the cutoff and replaced by the last known one. */
  readonly carriedForward: Int32Array;
}

/** The known-ahead columns of a panel by role; other columns in alphabetical order. */
export function driverNames(panel: Panel): DriverNames {
  const { price, promotions } = panel.roles;
  const others = Object.keys(panel.knownAhead)
    .filter((name) => name !== price && !promotions.includes(name))
    .sort();
  return { price: price ?? null, promotions: [...promotions], others };
}

/**
 * Reads a panel for a cutoff. Weeks after `cutoffIndex + horizonWeeks` and units after the cutoff are not looked at.
 *
 * @param horizonWeeks weeks of drivers wanted after the cutoff; 0 for training
 * @throws InvalidPanelError where a column is absent or has the wrong length
 */
export function buildGrid(panel: Panel, names: DriverNames, cutoffIndex: number, horizonWeeks: number): Grid {
  checkPanel(panel, cutoffIndex);
  const nSeries = panel.seriesItem.length;
  const nWeeks = cutoffIndex + 1 + horizonWeeks;
  const carriedForward = new Int32Array(nSeries);
  const read = (name: string, leading: 'first-known' | 'zero', convert?: (value: number) => number): NamedColumn => ({
    name,
    values: fillForward(window(panel, column(panel, name), nWeeks, convert), nWeeks, leading, (series, week) => {
      if (week > cutoffIndex) carriedForward[series]!++;
    }),
  });
  const seriesAt = new Int32Array(panel.stores.length * panel.items.length).fill(-1);
  for (let s = 0; s < nSeries; s++) seriesAt[panel.seriesStore[s]! * panel.items.length + panel.seriesItem[s]!] = s;
  return {
    nSeries,
    nWeeks,
    cutoffIndex,
    items: panel.items,
    nStores: panel.stores.length,
    seriesStore: panel.seriesStore,
    seriesItem: panel.seriesItem,
    seriesAt,
    days: Float64Array.from({ length: nWeeks }, (_, w) => epochDay(panel.weeks[0]!) + 7 * w),
    logUnits: logUnits(panel, cutoffIndex, nWeeks),
    logPrice: names.price === null ? null : read(names.price, 'first-known', logOfPositive).values,
    // Before the first known week nothing says that there was a promotion.
    promotions: names.promotions.map((name) => read(name, 'zero')),
    others: names.others.map((name) => read(name, 'first-known')),
    carriedForward,
  };
}

function checkPanel(panel: Panel, cutoffIndex: number): void {
  const cells = panel.seriesItem.length * panel.weeks.length;
  if (panel.units.length !== cells) {
    throw new InvalidPanelError('units', `${panel.units.length} values where series × weeks is ${cells}`);
  }
  if (!(cutoffIndex >= 0 && cutoffIndex < panel.weeks.length)) {
    throw new InvalidPanelError('weeks', `the cutoff's index ${cutoffIndex} is not in 0 … ${panel.weeks.length - 1}`);
  }
}

function column(panel: Panel, name: string): Float64Array {
  const values = panel.knownAhead[name];
  if (!values) throw new InvalidPanelError('knownAhead', `column "${name}" is absent`);
  if (values.length !== panel.units.length) {
    throw new InvalidPanelError(
      'knownAhead',
      `column "${name}" has ${values.length} values, not ${panel.units.length}`,
    );
  }
  return values;
}

/** The first `nWeeks` weeks of a panel column; NaN beyond the panel's end and where a value is not finite. */
function window(
  panel: Panel,
  values: Float64Array,
  nWeeks: number,
  convert: (value: number) => number = (value) => value,
): Float64Array {
  const stride = panel.weeks.length;
  const taken = Math.min(nWeeks, stride);
  const result = new Float64Array(panel.seriesItem.length * nWeeks).fill(Number.NaN);
  for (let s = 0; s < panel.seriesItem.length; s++) {
    for (let w = 0; w < taken; w++) {
      const value = convert(values[s * stride + w]!);
      if (Number.isFinite(value)) result[s * nWeeks + w] = value;
    }
  }
  return result;
}

function logUnits(panel: Panel, cutoffIndex: number, nWeeks: number): Float64Array {
  const values = window(panel, panel.units, cutoffIndex + 1, (units) => (units >= 0 ? Math.log1p(units) : Number.NaN));
  const result = new Float64Array(panel.seriesItem.length * nWeeks).fill(Number.NaN);
  for (let s = 0; s < panel.seriesItem.length; s++) {
    result.set(values.subarray(s * (cutoffIndex + 1), (s + 1) * (cutoffIndex + 1)), s * nWeeks);
  }
  return result;
}

/** A price of nothing is a price that is missing. */
function logOfPositive(price: number): number {
  return price > 0 ? Math.log(price) : Number.NaN;
}
