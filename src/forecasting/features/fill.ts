/**
 * Replaces missing values in place by the last known one of the same series. Before the first known week comes the first
 * known value or zero; a series without any value takes the mean of the others in that week, and 0 if there is none.
 *
 * @param values series-major, series × `nWeeks`, NaN where missing
 * @param onCarried called with every value carried forward
 */
export function fillForward(
  values: Float64Array,
  nWeeks: number,
  leading: 'first-known' | 'zero',
  onCarried: (series: number, week: number) => void = () => undefined,
): Float64Array {
  const nSeries = values.length / nWeeks;
  const unknown: number[] = [];
  for (let s = 0; s < nSeries; s++) {
    const row = values.subarray(s * nWeeks, (s + 1) * nWeeks);
    const first = row.findIndex((value) => !Number.isNaN(value));
    if (first < 0) {
      unknown.push(s);
      for (let w = 0; w < nWeeks; w++) onCarried(s, w);
      continue;
    }
    row.fill(leading === 'zero' ? 0 : row[first]!, 0, first);
    for (let w = first + 1; w < nWeeks; w++) {
      if (!Number.isNaN(row[w]!)) continue;
      row[w] = row[w - 1]!;
      onCarried(s, w);
    }
  }
  if (unknown.length > 0) fillUnknown(values, nWeeks, unknown);
  return values;
}

function fillUnknown(values: Float64Array, nWeeks: number, unknown: readonly number[]): void {
  const known = values.length / nWeeks - unknown.length;
  for (let w = 0; w < nWeeks; w++) {
    let sum = 0;
    for (let at = w; at < values.length; at += nWeeks) if (!Number.isNaN(values[at]!)) sum += values[at]!;
    const mean = known === 0 ? 0 : sum / known;
    for (const s of unknown) values[s * nWeeks + w] = mean;
  }
}
