import type { MemberName } from '../contracts/segment.ts';
import { weightedMean, type MemberColumns, type MemberWeights } from './blend.ts';

/** What each member forecasts: the best number for the aim, or a mean whatever the aim. */
const made: Readonly<Record<MemberName, 'aim' | 'mean'>> = {
  lasso: 'aim',
  network: 'aim',
  trees: 'aim',
  seasonal: 'mean',
};

/**
 * By row, how much of a blend was made for the project's aim, by the weights of its members: 0 … 1, NaN where none has a forecast. The
 * seasonal member is a mean already, and so is the baseline where it stands in for all.
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
  return weightedMean(weights, columns, rows, (member, row) =>
    made[member] === 'aim' && byBaseline[member]?.[row] !== 1 ? 1 : 0,
  );
}
