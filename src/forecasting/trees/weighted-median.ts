/**
 * The weighted median: the smallest value with at least half of the weight at or below it. Reorders both arrays. Takes time in
 * proportion to their length.
 *
 * @param weights >= 0, one per value
 * @returns 0 without any weight
 */
export function weightedMedian(values: Float64Array, weights: Float64Array): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (!(total > 0)) return 0;
  let half = total / 2;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    // Three parts: below the pivot, the pivot, above it.
    let [below, at, above] = [low, low, high];
    let weightBelow = 0;
    let weightAt = 0;
    while (at <= above) {
      const value = values[at]!;
      if (value < pivot) {
        weightBelow += weights[at]!;
        exchange(values, weights, below++, at++);
      } else if (value > pivot) exchange(values, weights, at, above--);
      else weightAt += weights[at++]!;
    }
    if (half <= weightBelow && below > low) high = below - 1;
    else if (half <= weightBelow + weightAt || above === high) return pivot;
    else {
      half -= weightBelow + weightAt;
      low = above + 1;
    }
  }
  return values[low]!;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function exchange(values: Float64Array, weights: Float64Array, a: number, b: number): void {
  const [value, weight] = [values[a]!, weights[a]!];
  values[a] = values[b]!;
  weights[a] = weights[b]!;
  values[b] = value;
  weights[b] = weight;
}
