import { quantile } from './quantile.ts';

/** The floor as a share of a middling week. */
const shareOfMedian = 0.1;

/**
 * The smallest actual that relative errors are divided by, in units: a tenth of the median week with sales. Below it a week counts as
 * if it had sold so much. On ordinary data it touches few rows; where a thousandth of the rows sells next to nothing it keeps these
 * from deciding the mean of all. 0 without any sales.
 */
export function mapeFloorOf(actual: ArrayLike<number>): number {
  const sold = Float64Array.from(Array.from(actual).filter((units) => units > 0)).sort();
  return sold.length === 0 ? 0 : shareOfMedian * quantile(sold, 0.5);
}
