import type { Holiday } from '../../contracts/features.ts';
import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { holidayDays } from './holiday-days.ts';
import { dateOf } from './month-days.ts';
import { ofEveryWeek } from './of-every-week.ts';

export const holidaysGroup: FeatureGroup = {
  name: 'holidays',
  describe: 'whether a holiday falls into the target week, the next, or the one before',
  knownAhead: true,
  applies: ({ settings }) => settings.calendar.holidays.length > 0,
  columns: ({ grid, series, settings }) =>
    settings.calendar.holidays.flatMap((holiday) => holidayFeatures(holiday, grid.days, series.length)),
};

/** Per holiday three columns of 0 and 1: its week, the week before it (people stock up), the week after it. */
function holidayFeatures(holiday: Holiday, weekStarts: Float64Array, nSeries: number): TargetColumn[] {
  // A neighbouring week may lie in the neighbouring year.
  const firstYear = dateOf(weekStarts[0]!).year - 1;
  const lastYear = dateOf(weekStarts.at(-1)!).year + 1;
  const days = holidayDays(holiday, firstYear, lastYear);
  const falls = (start: number) => (weekOf(start).some((day) => days.has(day)) ? 1 : 0);
  const name = `holiday:${holiday.name}`;
  return [
    ofEveryWeek(name, weekStarts, nSeries, falls),
    ofEveryWeek(`${name}-before`, weekStarts, nSeries, (start) => falls(start + 7)),
    ofEveryWeek(`${name}-after`, weekStarts, nSeries, (start) => falls(start - 7)),
  ];
}

function weekOf(start: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6].map((later) => start + later);
}
