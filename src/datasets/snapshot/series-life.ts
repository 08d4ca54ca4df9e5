import type { SeriesLife } from '../../contracts/series-life.ts';
import type { ListedAhead } from './listed-ahead.ts';
import type { SeriesGrid } from './series-grid.ts';

/** Weeks without a sale, beyond the longest pause before, after which a series has ended. */
const silentWeeks = 13;
/** The same where the series is not listed ahead, although nearly all that sell are. */
const unlistedWeeks = 4;
/** Share of the selling series that have to be listed ahead for a missing listing to say something. */
const listedShare = 0.8;
/** Share of the usual number of stores that have to report a week for it to count: in a gap of the data nothing ends. */
const reportingShare = 0.5;
const weeksOfYear = 52;
/** Share of the weeks of this pause that may have sold a year ago for it to be the season's. */
const pausedShare = 0.5;

/**
 * The series that are planned or have ended, in the order of the grid. A series has ended that has not sold for 13 weeks longer than it
 * ever paused; weeks in which less than half of the usual stores reported do not count. One that is listed ahead has not, nor one
 * of a season that is due: it sold in the horizon's weeks a year ago, and paused then as it does now.
 */
export function seriesLife(
  grid: SeriesGrid,
  units: Float64Array,
  listed: ListedAhead | undefined,
): readonly SeriesLife[] {
  const width = grid.weeks.length;
  const counted = countedWeeks(grid, units);
  const all = grid.series.map((series, index) => {
    const own = units.subarray(index * width, index * width + grid.cutoffIndex + 1);
    return { series, own, ...pauses(own, counted), isListed: listed?.has(series.store, series.item) ?? false };
  });
  const selling = all.filter(({ silent }) => silent !== undefined && silent < unlistedWeeks);
  const listings = listed && selling.filter(({ isListed }) => isListed).length >= listedShare * selling.length;
  return all.flatMap(({ series, own, rows, silent, longest, last, isListed }): SeriesLife[] => {
    const lastSale = last === undefined ? null : (grid.weeks[last] ?? null);
    if (rows === 0) return [{ ...series, state: 'planned', lastSale, why: 'listed ahead, no row of shipments yet' }];
    if (isListed || silent === undefined) return [];
    const what = last === undefined ? `no sale in ${silent} weeks` : `${silent} weeks without a sale`;
    if (listings && silent >= unlistedWeeks)
      return [{ ...series, state: 'ended', lastSale, why: `${what}, not listed ahead` }];
    if (silent < silentWeeks + longest || isDue(own, last ?? -1, grid)) return [];
    return [{ ...series, state: 'ended', lastSale, why: `${what}, longest pause before ${longest}` }];
  });
}

/** Sales and pauses of a series, in weeks that count. */
function pauses(units: Float64Array, counted: Uint8Array) {
  let rows = 0;
  let last: number | undefined;
  let first: number | undefined;
  let [pause, longest] = [0, 0];
  for (let week = 0; week < units.length; week += 1) {
    const value = units[week]!;
    if (!Number.isNaN(value)) {
      rows += 1;
      first ??= week;
    }
    if (value > 0) {
      if (last !== undefined) longest = Math.max(longest, pause);
      last = week;
      pause = 0;
    } else if (first !== undefined) pause += counted[week]!;
  }
  return { rows, last, longest, silent: first === undefined ? undefined : pause };
}

/** Whether the weeks of the horizon, two more to either side, sold a year ago, and the weeks since the last sale did not. */
function isDue(units: Float64Array, last: number, { cutoffIndex, weeks }: SeriesGrid): boolean {
  const sold = (from: number, to: number): number => {
    const start = from - weeksOfYear;
    return units.subarray(Math.max(0, start), Math.max(0, to - weeksOfYear + 1)).filter((value) => value > 0).length;
  };
  if (sold(cutoffIndex - 1, weeks.length + 1) === 0) return false;
  return sold(last + 1, cutoffIndex) <= pausedShare * (cutoffIndex - last);
}

/** 1 in the weeks in which at least half as many stores reported as in the median week of the year before. */
function countedWeeks(grid: SeriesGrid, units: Float64Array): Uint8Array {
  const width = grid.weeks.length;
  const stores = new Map<string, Uint8Array>();
  grid.series.forEach(({ store }, series) => {
    const weeks = stores.get(store) ?? new Uint8Array(width);
    for (let week = 0; week <= grid.cutoffIndex; week += 1)
      if (!Number.isNaN(units[series * width + week])) weeks[week] = 1;
    stores.set(store, weeks);
  });
  const reporting = new Float64Array(grid.cutoffIndex + 1);
  for (const weeks of stores.values())
    for (let week = 0; week < reporting.length; week += 1) reporting[week]! += weeks[week]!;
  return Uint8Array.from(reporting, (count, week) => {
    const before = reporting
      .slice(Math.max(0, week - weeksOfYear), week + 1)
      .filter((one) => one > 0)
      .sort();
    return count > 0 && count >= reportingShare * (before[before.length >> 1] ?? 0) ? 1 : 0;
  });
}
