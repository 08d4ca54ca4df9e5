import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { MemberColumns, MemberWeights } from './blend.ts';

/** These forecast a mean, whatever the aim. */
const means: readonly MemberName[] = ['seasonal'];

/**
 * By row, how much of a blend was made for the project's aim, by the weights of its members: 0 … 1. The seasonal member is a mean already, and so is the
 * baseline where it stands in for all.
 *
 * @param columns as they are blended (`ownValues`)
 * @param byBaseline 1 in rows of a member where the baseline stands in for it
 */
export function aimedShare(
  weights: Partial<MemberWeights>,
  columns: MemberColumns,
  byBaseline: MemberColumns,
  rows: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let [aimed, weight] = [0, 0];
    for (const member of members) {
      if (Number.isNaN(columns[member]?.[row] ?? Number.NaN)) continue;
      const share = weights[member] ?? 0;
      weight += share;
      if (!means.includes(member) && byBaseline[member]?.[row] !== 1) aimed += share;
    }
    return weight > 0 ? aimed / weight : 0;
  });
}
