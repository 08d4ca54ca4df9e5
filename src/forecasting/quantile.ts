/**
 * The `share` quantile of rising values, linear between neighbours (Hyndman and Fan's type 7, R's default).
 *
 * @param sorted at least one value
 */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}
