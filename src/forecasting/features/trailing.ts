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
}

export function trailingMean<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  return overWindows(values, nWeeks, window, (sum, _squares, count) => (count === 0 ? Number.NaN : sum / count));
}

/** Standard deviation with n in the denominator; 0 for a single value. */
export function trailingDeviation<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  return overWindows(values, nWeeks, window, (sum, squares, count) => {
    if (count === 0) return Number.NaN;
    return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  });
}

/** How many weeks of the window hold a value. */
export function trailingCount<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  return overWindows(values, nWeeks, window, (_sum, _squares, count) => count);
}

export function trailingMax<M extends Float64Array>(values: M, nWeeks: number, window: TrailingWindow): M {
  const result = new Float64Array(values.length).fill(Number.NaN) as unknown as M;
  const shift = window.shift ?? 0;
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = shift; w < nWeeks; w++) {
      for (let back = Math.max(0, w - shift - window.length + 1); back <= w - shift; back++) {
        const value = values[start + back]!;
        // Negated, so that the NaN that stands for "nothing yet" gives way.
        if (!Number.isNaN(value) && !(value <= result[start + w]!)) result[start + w] = value;
      }
    }
  }
  return result;
}

/** The value `lag` weeks earlier; NaN before the first week. */
export function lagged<M extends Float64Array>(values: M, nWeeks: number, lag: number): M {
  const result = new Float64Array(values.length).fill(Number.NaN) as unknown as M;
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = lag; w < nWeeks; w++) result[start + w] = values[start + w - lag]!;
  }
  return result;
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

function overWindows<M extends Float64Array>(
  values: M,
  nWeeks: number,
  { length, shift = 0 }: TrailingWindow,
  statistic: (sum: number, squares: number, count: number) => number,
): M {
  const result = new Float64Array(values.length).fill(Number.NaN) as unknown as M;
  // Sums up to but without a week; a window is the difference of two.
  const sums = new Float64Array(nWeeks + 1);
  const squares = new Float64Array(nWeeks + 1);
  const counts = new Float64Array(nWeeks + 1);
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = 0; w < nWeeks; w++) {
      const value = values[start + w]!;
      const known = !Number.isNaN(value);
      sums[w + 1] = sums[w]! + (known ? value : 0);
      squares[w + 1] = squares[w]! + (known ? value * value : 0);
      counts[w + 1] = counts[w]! + (known ? 1 : 0);
    }
    for (let w = 0; w < nWeeks; w++) {
      const to = Math.max(0, w - shift + 1);
      const from = Math.max(0, to - length);
      result[start + w] = statistic(
        sums[to]! - sums[from]!,
        squares[to]! - squares[from]!,
        counts[to]! - counts[from]!,
      );
    }
  }
  return result;
}
