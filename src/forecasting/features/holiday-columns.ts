import type { Holiday } from '../../contracts/features.ts';
import { fallsIntoWeek, holidayDays } from './holiday-days.ts';
import { dateOf } from './month-days.ts';
import type { WeeklyColumn } from './season-columns.ts';

/** Days over which a holiday casts its shadow before and after it: four weeks. */
const reachDays = 28;

/**
 * Per holiday five columns. Three are 0 or 1: its week, the week before it (people stock up), the week after it. Two say how near
 * it is, from 1 in its week down to 0 four weeks away: `-approach` before it, `-aftermath` after it, in steps of a day, so that a
 * holiday on a Monday is nearer to the week before than one on a Saturday.
 *
 * @param weekStarts day each week starts on, counted from 1970-01-01
 */
export function holidayColumns(holidays: readonly Holiday[], weekStarts: Float64Array): WeeklyColumn[] {
  if (weekStarts.length === 0) return [];
  // A week within reach may lie in the neighbouring year.
  const firstYear = dateOf(weekStarts[0]!).year - 1;
  const lastYear = dateOf(weekStarts.at(-1)!).year + 1;
  return holidays.flatMap((holiday) => {
    const days = [...holidayDays(holiday, firstYear, lastYear)];
    const name = `holiday:${holiday.name}`;
    const falls = (start: number) => (fallsIntoWeek(days, start) ? 1 : 0);
    const nearest = (distance: (day: number) => number) =>
      days.reduce((near, day) => Math.max(near, nearness(distance(day))), 0);
    return [
      { name, values: weekStarts.map(falls) },
      { name: `${name}-before`, values: weekStarts.map((start) => falls(start + 7)) },
      { name: `${name}-after`, values: weekStarts.map((start) => falls(start - 7)) },
      // From the week's last day to a holiday to come, and from a holiday past to its first.
      {
        name: `${name}-approach`,
        values: weekStarts.map((start) => nearest((day) => ahead(day - (start + 6), day >= start))),
      },
      {
        name: `${name}-aftermath`,
        values: weekStarts.map((start) => nearest((day) => ahead(start - day, day <= start + 6))),
      },
    ];
  });
}

/** Days, 0 within the week; none in the other direction. */
function ahead(days: number, rightWay: boolean): number {
  return rightWay ? Math.max(0, days) : Number.POSITIVE_INFINITY;
}

function nearness(days: number): number {
  return Math.max(0, 1 - days / reachDays);
}
