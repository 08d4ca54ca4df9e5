import type { TargetColumn } from './column.ts';
import { asKnownAhead } from './week-matrix.ts';

/** A column of the calendar, the same for every series. @param weekly one number per week */
export function ofEveryWeek(name: string, weekly: Float64Array, nSeries: number): TargetColumn {
  // A calendar is known as far ahead as anyone likes.
  return { name, at: 'target', values: asKnownAhead(weekly), rowOf: new Int32Array(nSeries) };
}
