import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';

/** Share of each member in an ensemble: >= 0, sum 1. */
export type MemberWeights = Readonly<Record<MemberName, number>>;

/** Units forecast per member, one per row; NaN, or no column, where a member has none. */
export type MemberColumns = Partial<Readonly<Record<MemberName, ArrayLike<number>>>>;

/** The weighted mean of the members' log(1 + units), row by row (`weightedMean`). */
export function blend(weights: Partial<MemberWeights>, columns: MemberColumns, rows: number): Float64Array {
  return weightedMean(weights, columns, rows, (_member, _row, units) => Math.log1p(units));
}

/**
 * The weighted mean of a value of each member, row by row over the members that have a forecast, their weights scaled up to 1; members of
 * weight 0 share equally where no other is there. NaN where none is.
 */
export function weightedMean(
  weights: Partial<MemberWeights>,
  columns: MemberColumns,
  rows: number,
  valueOf: (member: MemberName, row: number, units: number) => number,
): Float64Array {
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let weighted = 0;
    let weight = 0;
    let plain = 0;
    let count = 0;
    for (const member of members) {
      const units = columns[member]?.[row] ?? Number.NaN;
      if (Number.isNaN(units)) continue;
      const value = valueOf(member, row, units);
      const share = weights[member] ?? 0;
      weighted += share * value;
      weight += share;
      plain += value;
      count++;
    }
    result[row] = weight > 0 ? weighted / weight : plain / count;
  }
  return result;
}
