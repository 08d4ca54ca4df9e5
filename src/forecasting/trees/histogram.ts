/** Rows as a tree is grown on them, column by column. */
export interface BinnedRows {
  /** Per column the bin of every row. */
  readonly bins: readonly Uint8Array[];
  /** Bins of each column, that of missing values among them. */
  readonly binCounts: readonly number[];
  /** Slope of the loss at the forecast. */
  readonly gradient: Float64Array;
  /** Curvature of the loss, >= 0. */
  readonly curvature: Float64Array;
}

/** Numbers of a bin: sum of gradients, sum of curvatures, rows. */
export const perBin = 3;

/** Sums over some rows, column by column and bin by bin. */
export type Histogram = Float64Array;

/** Sums over all rows of a leaf. */
export interface LeafSums {
  readonly gradient: number;
  readonly curvature: number;
  readonly rows: number;
}

/** Where each column begins in a histogram, and at the end its length. */
export function columnStarts(binCounts: readonly number[]): Int32Array {
  const starts = new Int32Array(binCounts.length + 1);
  binCounts.forEach((count, column) => (starts[column + 1] = starts[column]! + count * perBin));
  return starts;
}

/**
 * @param chosen positions of the rows of a leaf
 * @param starts of `columnStarts`
 */
export function histogramOf(
  { bins, gradient, curvature }: BinnedRows,
  chosen: Int32Array,
  starts: Int32Array,
): Histogram {
  const sums = new Float64Array(starts[bins.length]!);
  // Every column reads them: one after another they are in the processor's cache.
  const [slopes, curvatures] = [new Float64Array(chosen.length), new Float64Array(chosen.length)];
  for (let i = 0; i < chosen.length; i++) {
    slopes[i] = gradient[chosen[i]!]!;
    curvatures[i] = curvature[chosen[i]!]!;
  }
  let c = 0;
  for (; c + 1 < bins.length; c += 2) {
    addPair(sums, [starts[c]!, starts[c + 1]!], [bins[c]!, bins[c + 1]!], chosen, slopes, curvatures);
  }
  if (c < bins.length) addColumn(sums, starts[c]!, bins[c]!, chosen, slopes, curvatures);
  return sums;
}

function addColumn(
  sums: Histogram,
  start: number,
  bins: Uint8Array,
  chosen: Int32Array,
  slopes: Float64Array,
  curvatures: Float64Array,
): void {
  for (let i = 0; i < chosen.length; i++) {
    const at = start + bins[chosen[i]!]! * perBin;
    sums[at]! += slopes[i]!;
    sums[at + 1]! += curvatures[i]!;
    sums[at + 2]! += 1;
  }
}

/** Two columns at a time: additions to the same bin wait for each other, those to two columns do not. */
function addPair(
  sums: Histogram,
  [firstStart, secondStart]: readonly [number, number],
  [first, second]: readonly [Uint8Array, Uint8Array],
  chosen: Int32Array,
  slopes: Float64Array,
  curvatures: Float64Array,
): void {
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i]!;
    const inFirst = firstStart + first[row]! * perBin;
    const inSecond = secondStart + second[row]! * perBin;
    const slope = slopes[i]!;
    const curvature = curvatures[i]!;
    sums[inFirst]! += slope;
    sums[inSecond]! += slope;
    sums[inFirst + 1]! += curvature;
    sums[inSecond + 1]! += curvature;
    sums[inFirst + 2]! += 1;
    sums[inSecond + 2]! += 1;
  }
}

/** Takes the histogram of a child out of its parent's: what remains is the other child's. */
export function takeOut(parent: Histogram, child: Histogram): Histogram {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
  return parent;
}
