const daysPerYear = 365.25;
const pairs = 3;

/** One number per week. */
export interface WeeklyColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * The week of the year as three Fourier pairs.
 *
 * @param days the day each week starts on, counted from 1970-01-01
 */
export function seasonColumns(days: Float64Array): WeeklyColumn[] {
  return Array.from({ length: pairs }, (_, i) => i + 1).flatMap((k) => [
    { name: `year-sine-${k}`, values: days.map((day) => Math.sin((2 * Math.PI * k * day) / daysPerYear)) },
    { name: `year-cosine-${k}`, values: days.map((day) => Math.cos((2 * Math.PI * k * day) / daysPerYear)) },
  ]);
}

/** Years since 2000. */
export function timeInYears(days: Float64Array): Float64Array {
  return days.map((day) => day / daysPerYear - 30);
}
