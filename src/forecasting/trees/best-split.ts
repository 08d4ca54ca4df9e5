import { missingBin } from './bin-edges.ts';
import { perBin, type Histogram, type LeafSums } from './histogram.ts';

/** A way to divide a leaf. */
export interface Split {
  /** Position among the columns of the rows. */
  readonly column: number;
  /** Bins up to it go left. */
  readonly lastLeft: number;
  readonly missingLeft: boolean;
  /** How much smaller the loss becomes, by its curvature. */
  readonly gain: number;
  readonly left: LeafSums;
  readonly right: LeafSums;
}

/** Relative; a smaller gain is rounding. */
const smallestGain = 1e-9;

/**
 * The split of a leaf that makes the loss smallest, the first of those that do; undefined where none leaves enough rows on both
 * sides and gains. Missing values go to the side where they gain most; where a leaf has none, those of later rows go where most
 * of its rows go.
 *
 * @param starts of `columnStarts`
 * @param sums of the whole leaf
 */
export function bestSplit(
  histogram: Histogram,
  starts: Int32Array,
  sums: LeafSums,
  minLeafRows: number,
): Split | undefined {
  const whole = score(sums.gradient, sums.curvature);
  let best: Split | undefined;
  for (let column = 0; column < starts.length - 1; column++) {
    const hasMissing = histogram[starts[column]! + missingBin * perBin + 2]! > 0;
    for (const missingLeft of hasMissing ? [false, true] : [false]) {
      const least = Math.max(best?.gain ?? 0, smallestGain * whole);
      const found = bestOfColumn(histogram, starts, column, sums, minLeafRows, missingLeft);
      if (!found || found.gain <= least) continue;
      best = hasMissing ? found : { ...found, missingLeft: found.left.rows >= found.right.rows };
    }
  }
  return best;
}

function bestOfColumn(
  histogram: Histogram,
  starts: Int32Array,
  column: number,
  sums: LeafSums,
  minLeafRows: number,
  missingLeft: boolean,
): Split | undefined {
  const whole = score(sums.gradient, sums.curvature);
  const missing = starts[column]! + missingBin * perBin;
  const end = starts[column + 1]!;
  let gradient = missingLeft ? histogram[missing]! : 0;
  let curvature = missingLeft ? histogram[missing + 1]! : 0;
  let rows = missingLeft ? histogram[missing + 2]! : 0;
  let gain = Number.NEGATIVE_INFINITY;
  let lastLeft = 0;
  let left: LeafSums = { gradient: 0, curvature: 0, rows: 0 };
  for (let at = missing + perBin; at < end; at += perBin) {
    gradient += histogram[at]!;
    curvature += histogram[at + 1]!;
    rows += histogram[at + 2]!;
    if (rows < minLeafRows || histogram[at + 2] === 0) continue;
    if (sums.rows - rows < minLeafRows) break;
    const found = score(gradient, curvature) + score(sums.gradient - gradient, sums.curvature - curvature) - whole;
    if (found <= gain) continue;
    gain = found;
    lastLeft = (at - missing) / perBin;
    left = { gradient, curvature, rows };
  }
  if (lastLeft === 0) return undefined;
  const right = {
    gradient: sums.gradient - left.gradient,
    curvature: sums.curvature - left.curvature,
    rows: sums.rows - left.rows,
  };
  return { column, lastLeft, missingLeft, gain, left, right };
}

/** Twice what the loss falls by if all rows take their best common step. */
function score(gradient: number, curvature: number): number {
  return curvature > 0 ? gradient ** 2 / curvature : 0;
}
