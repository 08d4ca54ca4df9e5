const millisecondsPerDay = 86_400_000;

/** A date as the day counted from 1970-01-01. @param month 1 … 12 */
export function dayOf(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / millisecondsPerDay;
}

/** @param month 1 … 12 */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Year, month (1 … 12) and day of the month of a day counted from 1970-01-01. */
export function dateOf(day: number): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const date = new Date(day * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}
