import { epochDay, type Week } from '../../contracts/week.ts';

/** Bins of a year, seven days each; the last one also takes the one or two days that 52 weeks leave over. */
export const yearBins = 52;

/** Weeks with sales that a profile needs: two seasons, so that a season can be distinguished from a trend. */
export const twoSeasons = 2 * yearBins;

const msPerDay = 86_400_000;

/** The bin of every week: that of the day in its middle, 0 … 51. */
export function binsOf(weeks: readonly Week[]): Int32Array {
  return Int32Array.from(weeks, (week) => {
    const middle = epochDay(week) + 3;
    const year = new Date(middle * msPerDay).getUTCFullYear();
    const dayOfYear = middle - Date.UTC(year, 0, 1) / msPerDay;
    return Math.min(yearBins - 1, Math.floor(dayOfYear / 7));
  });
}
