/** A week, named by the ISO date of the day it starts on, e.g. `2026-11-09`. The project sets the weekday. */
export type Week = string;

const millisecondsPerDay = 86_400_000;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** The weekdays in the order of `Date.getUTCDay()`. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Days since 1970-01-01 of an ISO date. Throws a `RangeError` on anything that is not a calendar date. */
export function epochDay(date: string): number {
  const milliseconds = isoDate.test(date) ? Date.parse(date) : Number.NaN;
  // A day that the month does not have is counted on into the next month.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== Number(date.slice(8))) {
    throw new RangeError(`"${date}" is not a calendar date of the form YYYY-MM-DD`);
  }
  return milliseconds / millisecondsPerDay;
}

/** The ISO date of a day counted from 1970-01-01. */
export function isoDateOfEpochDay(day: number): string {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The week `count` weeks after `week` (before it, where `count` is negative). */
export function addWeeks(week: Week, count: number): Week {
  return isoDateOfEpochDay(epochDay(week) + 7 * count);
}

/** Whole weeks from `from` to `to`; negative where `to` comes first. */
export function weeksBetween(from: Week, to: Week): number {
  return (epochDay(to) - epochDay(from)) / 7;
}

/** The weekday an ISO date falls on. */
export function weekdayOf(date: string): Weekday {
  // 1970-01-01 was a Thursday; the double modulo keeps earlier dates positive.
  return weekdays[(((epochDay(date) + 4) % 7) + 7) % 7] as Weekday;
}

/** The week that contains an ISO date, for weeks that start on `startsOn`. */
export function weekContaining(date: string, startsOn: Weekday): Week {
  const behind = (weekdays.indexOf(weekdayOf(date)) - weekdays.indexOf(startsOn) + 7) % 7;
  return isoDateOfEpochDay(epochDay(date) - behind);
}
