/**
 * A quantile of every series over trailing windows that end at the week itself, with linear interpolation between the values
 * beside it (Hyndman & Fan 1996, type 7). Weeks that are NaN are left out; a window without any value gives NaN.
 *
 * @param values series-major, series × `nWeeks`
 * @param window `length` in weeks; `share` of values below the quantile, 0 … 1: the minimum, median and maximum are 0, 0.5, 1
 */
export function trailingQuantile<M extends Float64Array>(
  values: M,
  nWeeks: number,
  { length, share }: { readonly length: number; readonly share: number },
): M {
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = 0; w < nWeeks; w++) {
      const window = values.subarray(start + Math.max(0, w - length + 1), start + w + 1);
      const known = window.filter((value) => !Number.isNaN(value)).sort();
      if (known.length > 0) result[start + w] = quantileOfSorted(known, share);
    }
  }
  return result as unknown as M;
}

function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
