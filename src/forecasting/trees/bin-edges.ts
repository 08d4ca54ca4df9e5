/** Bins of a column at most, the one of missing values among them: a bin is one byte. */
const mostBins = 255;
/** The bin of missing values, a side of their own in every split. */
export const missingBin = 0;

/**
 * Upper edges of a column's bins, rising: a value belongs to the first bin whose edge is not below it, and to the last, which has
 * none, where all are. Every distinct value has a bin where there are few; otherwise bins hold about as many of the values each.
 *
 * @param values of some rows, in any order; NaN where missing
 */
export function binEdges(values: Float32Array): Float32Array {
  // Missing values come last.
  const all = values.slice().sort();
  const sorted = all.subarray(0, all.length - countMissing(all));
  const edges: number[] = [];
  const distinct = countDistinct(sorted);
  const wanted = Math.min(distinct, mostBins - 1);
  const perBin = distinct <= wanted ? 1 : sorted.length / wanted;
  let nextAt = perBin;
  for (let i = 1; i < sorted.length && edges.length < wanted - 1; i++) {
    const [below, above] = [sorted[i - 1]!, sorted[i]!];
    if (below === above || i < nextAt) continue;
    edges.push(between(below, above));
    nextAt = Math.max(i, nextAt) + perBin;
  }
  return Float32Array.from(edges);
}

/** The bin of a value. */
export function binOf(edges: Float32Array, value: number): number {
  if (Number.isNaN(value)) return missingBin;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** The middle in single precision, never as large as the larger of two. */
function between(below: number, above: number): number {
  const middle = Math.fround(below / 2 + above / 2);
  return middle < above ? middle : below;
}

function countDistinct(sorted: Float32Array): number {
  let distinct = sorted.length === 0 ? 0 : 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

function countMissing(sorted: Float32Array): number {
  let missing = 0;
  while (missing < sorted.length && Number.isNaN(sorted[sorted.length - 1 - missing]!)) missing++;
  return missing;
}
