/**
 * MASE (Hyndman and Koehler 2006): the mean of |actual − forecast| / scale, the scale of a row being the mean error of repeating the week
 * before, in its series up to the cutoff. 1 is as far off as that. Rows whose scale is unknown or 0, as of a series that never
 * changed, are left out; `null` where no row is left.
 */
export function meanScaledError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  scale: ArrayLike<number>,
): number | null {
  let rows = 0;
  let sum = 0;
  for (let row = 0; row < actual.length; row++) {
    const error = Math.abs(actual[row]! - forecast[row]!);
    if (Number.isNaN(error) || !(scale[row]! > 0)) continue;
    rows++;
    sum += error / scale[row]!;
  }
  return rows === 0 ? null : sum / rows;
}
