import { quantile } from './quantile.ts';

/** The floor as a share of a middling week. */
const shareOfMedian = 0.1;

/**
 * The smallest actual that relative errors are divided by, in units: a tenth of the median week with sales. Below it a week counts as
 * if it had sold so much. On ordinary data it touches few rows; where a thousandth of the rows sells next to nothing it keeps these
 * from deciding the mean of all. 0 without any sales.
 */
export function mapeFloorOf(actual: ArrayLike<number>): number {
  // A list of numbers that may have one for every training row has no place on the heap.
  const sold = Float64Array.from(actual);
  let kept = 0;
  for (const units of sold) if (units > 0) sold[kept++] = units;
  const sorted = sold.subarray(0, kept).sort();
  return kept === 0 ? 0 : shareOfMedian * quantile(sorted, 0.5);
}
