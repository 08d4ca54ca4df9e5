import type { WeeklyAggregate } from '../../contracts/project.ts';

/** What an observed value counts as issued: after any forecast. */
export const observation = Infinity;

/** What happened to an offered value: it is held, or an earlier one of the same day and issue was; or a newer issue is. */
type Offered = 'new' | 'corrected' | 'repeated' | 'outdated';

/** Daily values of several places, of which the one issued last is held: place × day, from the first day of the grid. */
export class DailyValues {
  readonly #nDays: number;
  /** Per place and day, when the value held was issued; -Infinity where there is none. */
  readonly #issued: Float64Array;
  /** Per place and day, what the value held came from. */
  readonly #origin: Int32Array;
  readonly #columns: readonly Float64Array[];

  constructor(nPlaces: number, nDays: number, nColumns: number) {
    this.#nDays = nDays;
    this.#issued = new Float64Array(nPlaces * nDays).fill(-Infinity);
    this.#origin = new Int32Array(nPlaces * nDays);
    this.#columns = Array.from({ length: nColumns }, () => new Float64Array(nPlaces * nDays).fill(Number.NaN));
  }

  /**
   * Takes a day's values where none was issued later. Of two of the same issue the second one holds.
   *
   * @param day from 0
   * @param issued any increasing count of days; `observation` for what was measured
   * @param origin what to tell it by later
   * @param onCorrected called with every value of the same day and issue that becomes another: its column, the value and its origin
   */
  offer(
    place: number,
    day: number,
    issued: number,
    values: readonly number[],
    origin: number,
    onCorrected: (column: number, old: number, origin: number) => void,
  ): Offered {
    const cell = place * this.#nDays + day;
    const held = this.#issued[cell]!;
    if (held > issued) return 'outdated';
    const isAgain = held === issued;
    let outcome: Offered = isAgain ? 'repeated' : 'new';
    for (let column = 0; column < this.#columns.length; column += 1) {
      const matrix = this.#columns[column]!;
      const value = values[column]!;
      if (isAgain && !Object.is(matrix[cell], value)) {
        outcome = 'corrected';
        onCorrected(column, matrix[cell]!, this.#origin[cell]!);
      }
      matrix[cell] = value;
    }
    this.#issued[cell] = issued;
    this.#origin[cell] = origin;
    return outcome;
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
