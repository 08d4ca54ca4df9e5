import { members } from '../contracts/segment.ts';
import type { MemberColumns, MemberWeights } from './blend.ts';

/**
 * The local variance of a blend: the mean of those that its members give, by their weights. NaN in rows where no member with a forecast
 * gives one.
 */
export function blendVariance(
  weights: Partial<MemberWeights>,
  forecasts: MemberColumns,
  variances: MemberColumns,
  rows: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    let weight = 0;
    for (const member of members) {
      const variance = variances[member]?.[row] ?? Number.NaN;
      if (Number.isNaN(variance) || Number.isNaN(forecasts[member]?.[row] ?? Number.NaN)) continue;
      // A member that predicts the variance but has no weight in the forecast still knows how hard the row is.
      const share = Math.max(weights[member] ?? 0, 1e-3);
      sum += share * variance;
      weight += share;
    }
    return weight > 0 ? sum / weight : Number.NaN;
  });
}
