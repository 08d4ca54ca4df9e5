import type { WeeklyAggregate } from '../../contracts/project.ts';

/** What an observed value counts as issued: after any forecast. */
export const observation = Infinity;

/** What became of an offered value: it is held, or an earlier one of the same day and issue was; or a newer issue is. */
export type Offered = 'new' | 'corrected' | 'repeated' | 'outdated';

/** Daily values of several places, of which the one issued last is held: place × day, from the first day of the grid. */
export class DailyValues {
  readonly #nDays: number;
  /** Per place and day, when the value held was issued; -Infinity where there is none. */
  readonly #issued: Float64Array;
  readonly #columns: readonly Float64Array[];

  constructor(nPlaces: number, nDays: number, nColumns: number) {
    this.#nDays = nDays;
    this.#issued = new Float64Array(nPlaces * nDays).fill(-Infinity);
    this.#columns = Array.from({ length: nColumns }, () => new Float64Array(nPlaces * nDays).fill(Number.NaN));
  }

  /**
   * Takes a day's values where none was issued later. Of two of the same issue the second one holds.
   *
   * @param day from 0
   * @param issued any increasing count of days; `observation` for what was measured
   */
  offer(place: number, day: number, issued: number, values: readonly number[]): Offered {
    const cell = place * this.#nDays + day;
    const held = this.#issued[cell]!;
    if (held > issued) return 'outdated';
    const isAgain = held === issued;
    const isSame = isAgain && this.#columns.every((column, index) => Object.is(column[cell], values[index]));
    this.#issued[cell] = issued;
    this.#columns.forEach((column, index) => (column[cell] = values[index] ?? Number.NaN));
    if (!isAgain) return 'new';
    return isSame ? 'repeated' : 'corrected';
  }

  /** Place × week: each seven days by the aggregate, over the days that have a value; NaN where none has. */
  weekly(column: number, aggregate: WeeklyAggregate): Float64Array {
    const values = this.#columns[column]!;
    const weeks = new Float64Array(values.length / 7);
    for (let week = 0; week < weeks.length; week += 1) {
      weeks[week] = aggregated(values.subarray(7 * week, 7 * week + 7), aggregate);
    }
    return weeks;
  }
}

function aggregated(days: Float64Array, aggregate: WeeklyAggregate): number {
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of days) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return Number.NaN;
  if (aggregate === 'mean') return sum / count;
  if (aggregate === 'min') return min;
  if (aggregate === 'max') return max;
  return count === 7 ? sum : (7 * sum) / count;
}
