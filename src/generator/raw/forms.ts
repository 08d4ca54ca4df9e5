import { epochDay, isoDateOfEpochDay } from '../../contracts/week.ts';

/** A day as Americans write it, `01/08/2017`. */
export function americanDate(day: string): string {
  return `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)}`;
}

/** A day as Germans write it, `08.01.2017`. */
export function germanDate(day: string): string {
  return `${day.slice(8, 10)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
}

/** The day `days` after another. */
export function dayAfter(day: string, days: number): string {
  return isoDateOfEpochDay(epochDay(day) + days);
}

/** `MW0012` as `MW-0012`. */
export function dashedStore(id: string): string {
  return `${id.slice(0, 2)}-${id.slice(2)}`;
}

/** `1042` as `0001042`. */
export function paddedItem(id: string): string {
  return id.padStart(7, '0');
}
