import type { TargetColumn } from './column.ts';
import { asKnownAhead } from './week-matrix.ts';

/**
 * A column of the calendar, the same for every series.
 *
 * @param days the day each week starts on, counted from 1970-01-01
 */
export function ofEveryWeek(
  name: string,
  days: Float64Array,
  nSeries: number,
  ofDay: (day: number) => number,
): TargetColumn {
  // A calendar is known as far ahead as anyone likes.
  return { name, at: 'target', values: asKnownAhead(days.map(ofDay)), rowOf: new Int32Array(nSeries) };
}
