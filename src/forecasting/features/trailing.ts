import { asKnownAhead } from './week-matrix.ts';
import type { KnownAheadMatrix, WeekMatrix } from './week-matrix.ts';

/**
 * Statistics over trailing windows of every series. Inputs and results are series-major, series × `nWeeks`; a window of
 * `length` weeks ends at the week itself, or `shift` weeks before it; weeks that are NaN are left out, and a window without
 * any value gives NaN. A result is known when its input is, so it keeps the input's brand.
 */
export interface TrailingWindow {
  /** Weeks; `Infinity` for all weeks so far. */
  readonly length: number;
  /** Weeks between the window's last week and the week the result stands at. Default 0. */
  readonly shift?: number;
  /** The first week a result is wanted for; those before it hold nothing of meaning. Default 0. */
  readonly from?: number;
}

// The statistics have a loop each: a function handed into one shared loop is called for every cell, and each number it is
// called with is an object to be made and collected.

export function trailingMean<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  const { length, shift = 0, from = 0 } = window;
  const result = new Float64Array(values.length);
  const sums = new RunningSums(nWeeks);
  for (let start = 0; start < values.length; start += nWeeks) {
    sums.read(values, start);
    for (let w = from; w < nWeeks; w++) {
      const to = Math.max(0, w - shift + 1);
      const first = Math.max(0, to - length);
      const count = sums.counts[to]! - sums.counts[first]!;
      result[start + w] = count === 0 ? Number.NaN : (sums.sums[to]! - sums.sums[first]!) / count;
    }
  }
  return result as unknown as M;
}

/** Standard deviation with n in the denominator; 0 for a single value. */
export function trailingDeviation<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  const { length, shift = 0, from = 0 } = window;
  const result = new Float64Array(values.length);
  const sums = new RunningSums(nWeeks);
  const squares = new Float64Array(nWeeks + 1);
  for (let start = 0; start < values.length; start += nWeeks) {
    sums.read(values, start);
    for (let w = 0; w < nWeeks; w++) {
      const value = values[start + w]!;
      squares[w + 1] = squares[w]! + (Number.isNaN(value) ? 0 : value * value);
    }
    for (let w = from; w < nWeeks; w++) {
      const to = Math.max(0, w - shift + 1);
      const first = Math.max(0, to - length);
      const count = sums.counts[to]! - sums.counts[first]!;
      const mean = (sums.sums[to]! - sums.sums[first]!) / count;
      const meanSquare = (squares[to]! - squares[first]!) / count;
      result[start + w] = count === 0 ? Number.NaN : Math.sqrt(Math.max(0, meanSquare - mean ** 2));
    }
  }
  return result as unknown as M;
}

/** How many weeks of the window hold a value. */
export function trailingCount<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  const { length, shift = 0, from = 0 } = window;
  const result = new Float64Array(values.length);
  const sums = new RunningSums(nWeeks);
  for (let start = 0; start < values.length; start += nWeeks) {
    sums.read(values, start);
    for (let w = from; w < nWeeks; w++) {
      const to = Math.max(0, w - shift + 1);
      result[start + w] = sums.counts[to]! - sums.counts[Math.max(0, to - length)]!;
    }
  }
  return result as unknown as M;
}

export function trailingMax<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  const { length, shift = 0, from = 0 } = window;
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = Math.max(shift, from); w < nWeeks; w++) {
      let largest = Number.NaN;
      const last = start + w - shift;
      for (let cell = Math.max(start, last - length + 1); cell <= last; cell++) {
        const value = values[cell]!;
        // Negated, so that the NaN that means "nothing yet" is replaced.
        if (!Number.isNaN(value) && !(value <= largest)) largest = value;
      }
      result[start + w] = largest;
    }
  }
  return result as unknown as M;
}

/** The value `lag` weeks earlier; NaN before the first week. */
export function lagged<M extends Float64Array>(values: M, nWeeks: number, lag: number): M {
  const result = new Float64Array(values.length).fill(Number.NaN) as unknown as M;
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = lag; w < nWeeks; w++) result[start + w] = values[start + w - lag]!;
  }
  return result;
}

/**
 * What was known `lag` weeks before each week. As old as that, it is known of a target week too.
 *
 * @param reachWeeks weeks from a row's newest actuals to its target week at most
 * @throws RangeError where the lag is shorter
 */
export function knownByThen(values: WeekMatrix, nWeeks: number, lag: number, reachWeeks: number): KnownAheadMatrix {
  if (lag < reachWeeks) throw new RangeError(`a lag of ${lag} weeks is not known ${reachWeeks} weeks ahead`);
  return asKnownAhead(lagged<Float64Array>(values, nWeeks, lag));
}

/**
 * Makes a trailing statistic last through a gap, in place: in a missing week with less than a quarter of the window known it stays
 * what it was a week before. A window that runs empty would end at the chance of its last week.
 *
 * @param values what the statistic is of
 */
export function lasting<M extends Float64Array>(statistic: M, values: M, nWeeks: number, length: number): M {
  const known = trailingCount(values, nWeeks, { length });
  for (let cell = 1; cell < statistic.length; cell++) {
    if (cell % nWeeks === 0 || !Number.isNaN(values[cell]!) || known[cell]! >= length / 4) continue;
    statistic[cell] = statistic[cell - 1]!;
  }
  return statistic;
}

/** The trailing mean, lasting through gaps. NaN before the first value. */
export function lastingMean<M extends Float64Array>(values: M, nWeeks: number, length: number): M {
  return lasting(trailingMean(values, nWeeks, { length }), values, nWeeks, length);
}

/** Replaces NaN in place by the fallback's value in the same place, and by 0 where that is NaN too. */
export function orElse<M extends Float64Array>(values: M, fallback: M | number): M {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    const other = typeof fallback === 'number' ? fallback : fallback[i]!;
    values[i] = Number.isNaN(other) ? 0 : other;
  }
  return values;
}

/** Sums and counts of a series' values up to but without each week: a window is the difference of two. */
class RunningSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly #nWeeks: number;

  constructor(nWeeks: number) {
    this.#nWeeks = nWeeks;
    this.sums = new Float64Array(nWeeks + 1);
    this.counts = new Float64Array(nWeeks + 1);
  }

  /** Takes the series that begins at a cell, in place of the one before. */
  read(values: Float64Array, start: number): void {
    const { sums, counts } = this;
    for (let w = 0; w < this.#nWeeks; w++) {
      const value = values[start + w]!;
      const known = !Number.isNaN(value);
      sums[w + 1] = sums[w]! + (known ? value : 0);
      counts[w + 1] = counts[w]! + (known ? 1 : 0);
    }
  }
}
