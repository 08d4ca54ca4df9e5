import { addWeeks, weekContaining, type Week, type Weekday } from './week.ts';

/**
 * The ISO date a wall calendar shows in a time zone at an instant. Throws a `RangeError` on an unknown zone or an invalid
 * instant. Not for workflow code: what it answers may change with the time zone data of the next version of Node.
 *
 * @param instant ISO 8601, with an offset or `Z`
 */
export function localDate(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/**
 * The last week that has ended at an instant in a time zone: the one before the week the instant falls in.
 *
 * @param instant ISO 8601, with an offset or `Z`
 */
export function lastWholeWeek(instant: string, timeZone: string, startsOn: Weekday): Week {
  return addWeeks(weekContaining(localDate(instant, timeZone), startsOn), -1);
}
