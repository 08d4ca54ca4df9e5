import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { MemberColumns, MemberWeights } from './blend.ts';

/** What each member forecasts: the best number for the aim, or a mean whatever the aim. */
const made: Readonly<Record<MemberName, 'aim' | 'mean'>> = {
  lasso: 'aim',
  network: 'aim',
  trees: 'aim',
  seasonal: 'mean',
};

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
    const found = members.filter((member) => !Number.isNaN(columns[member]?.[row] ?? Number.NaN));
    const isAimed = (member: MemberName) => made[member] === 'aim' && byBaseline[member]?.[row] !== 1;
    const total = (some: readonly MemberName[]) => some.reduce((sum, member) => sum + (weights[member] ?? 0), 0);
    const weight = total(found);
    // As in `blend`, members of weight 0 share equally where no other is there.
    if (weight > 0) return total(found.filter(isAimed)) / weight;
    return found.length > 0 ? found.filter(isAimed).length / found.length : 0;
  });
}
