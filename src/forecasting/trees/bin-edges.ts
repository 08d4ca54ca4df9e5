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
  return Number.isNaN(value) ? missingBin : edgesBelow(edges, value, 0, edges.length) + 1;
}

/** How many edges are below a value: at least `low`, at most `high`. */
function edgesBelow(edges: Float32Array, value: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Buckets between the first and the last edge. */
const buckets = 4096;

/** Bins many values: as `binOf`, with a shorter search. A value's bucket says between which edges to look. */
export function binsOf(edges: Float32Array, values: ArrayLike<number>): Uint8Array {
  const bins = new Uint8Array(values.length);
  const lowest = edges[0] ?? 0;
  const width = (edges.at(-1) ?? 0) - lowest;
  const scale = width > 0 ? buckets / width : 0;
  // Per bucket how many edges lie in those before it: none of them is above a value of the bucket, and of those in later ones none is below.
  const edgesBefore = new Int32Array(buckets + 2);
  for (const edge of edges) edgesBefore[Math.floor((edge - lowest) * scale) + 1]!++;
  for (let bucket = 1; bucket < edgesBefore.length; bucket++) edgesBefore[bucket]! += edgesBefore[bucket - 1]!;
  for (let i = 0; i < bins.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const at = (value - lowest) * scale;
    const bucket = at > 0 ? (at < buckets ? Math.floor(at) : buckets) : 0;
    bins[i] = edgesBelow(edges, value, edgesBefore[bucket]!, edgesBefore[bucket + 1]!) + 1;
  }
  return bins;
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
