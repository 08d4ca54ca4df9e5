import type { HolidayRule } from '../../contracts/features.ts';
import { epochDay, weekdays } from '../../contracts/week.ts';
import { dayOf, daysInMonth } from './month-days.ts';

/**
 * The days of a holiday, counted from 1970-01-01.
 *
 * @param firstYear first and
 * @param lastYear last year of interest, which only rules look at
 */
export function holidayDays(rule: HolidayRule, firstYear: number, lastYear: number): ReadonlySet<number> {
  if (rule.rule === 'dates') return new Set(rule.dates.map(epochDay));
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return new Set(years.map((year) => dayInYear(rule, year)).filter((day) => day !== undefined));
}

/** Whether one of the days falls into the week that starts on a day; all counted from 1970-01-01. */
export function fallsIntoWeek(days: readonly number[], weekStart: number): boolean {
  return days.some((day) => day >= weekStart && day < weekStart + 7);
}

function dayInYear(rule: Exclude<HolidayRule, { rule: 'dates' }>, year: number): number | undefined {
  switch (rule.rule) {
    case 'month-day':
      return rule.day <= daysInMonth(year, rule.month) ? dayOf(year, rule.month, rule.day) : undefined;
    case 'easter':
      return easterSunday(year) + rule.offsetDays;
    case 'nth-weekday': {
      const length = daysInMonth(year, rule.month);
      // Counting starts at the month's first day, or at the first of its last seven.
      const start = dayOf(year, rule.month, rule.nth === 'last' ? length - 6 : 1);
      const wait = (weekdays.indexOf(rule.weekday) - weekdayIndex(start) + 7) % 7;
      if (rule.nth === 'last') return start + wait;
      const dayOfMonth = 1 + wait + 7 * (rule.nth - 1);
      return dayOfMonth <= length ? start + dayOfMonth - 1 : undefined;
    }
  }
}

/** Easter Sunday by the algorithm of Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

/** Position in `weekdays`; 1970-01-01 was a Thursday. */
function weekdayIndex(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
