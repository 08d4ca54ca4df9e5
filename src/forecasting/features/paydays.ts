import type { DayOfMonth } from '../../contracts/features.ts';
import type { FeatureGroup } from './feature-group.ts';
import { dateOf, daysInMonth } from './month-days.ts';
import { ofEveryWeek } from './of-every-week.ts';

export const paydaysGroup: FeatureGroup = {
  name: 'paydays',
  describe: 'paydays in the target week and in the one before',
  knownAhead: true,
  applies: ({ settings }) => settings.calendar.paydays.daysOfMonth.length > 0,
  columns: ({ grid, series, settings }) => {
    const { daysOfMonth } = settings.calendar.paydays;
    const counts = (weeksBefore: number) =>
      grid.days.map((start) => paydaysInWeek(start - 7 * weeksBefore, daysOfMonth));
    return [
      ofEveryWeek('paydays', counts(0), series.length),
      ofEveryWeek('paydays-week-before', counts(1), series.length),
    ];
  },
};

/** Days of a week on which wages are paid. @param start first day of the week, counted from 1970-01-01 */
function paydaysInWeek(start: number, daysOfMonth: readonly DayOfMonth[]): number {
  let count = 0;
  for (let day = start; day < start + 7; day++) {
    const { year, month, dayOfMonth } = dateOf(day);
    const last = daysInMonth(year, month);
    const paid = daysOfMonth.some((wanted) => dayOfMonth === Math.min(wanted === 'last' ? last : wanted, last));
    if (paid) count++;
  }
  return count;
}
