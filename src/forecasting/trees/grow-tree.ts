import { missingBin } from './bin-edges.ts';
import { bestSplit, type Split } from './best-split.ts';
import { columnStarts, histogramOf, takeOut, type BinnedRows, type Histogram, type LeafSums } from './histogram.ts';
import type { Tree } from './tree.ts';

export interface GrowSettings {
  /** Leaves at most. */
  readonly leaves: number;
  /** Rows that a leaf has at least. */
  readonly minLeafRows: number;
}

/** What the splits of a tree gained. */
export interface GrownTree {
  readonly tree: Tree;
  /** By column of the tree. */
  readonly gains: ReadonlyMap<number, number>;
}

interface Node {
  readonly rows: Int32Array;
  readonly sums: LeafSums;
  /** Gone once the node is divided. */
  histogram: Histogram | undefined;
  readonly split: Split | undefined;
  left: number;
  right: number;
}

/**
 * Grows a tree leaf by leaf: the leaf whose split gains most is divided next, until there are as many leaves as wanted or none gains.
 *
 * @param columns of the table that the tree will read, one for each column of the rows
 * @param edges upper edges of their bins
 * @param stepOf what a leaf of some rows adds, in log units
 */
export function growTree(
  rows: BinnedRows,
  columns: readonly number[],
  edges: readonly Float32Array[],
  { leaves, minLeafRows }: GrowSettings,
  stepOf: (rows: Int32Array) => number,
): GrownTree {
  const starts = columnStarts(rows.binCounts);
  const nodeOf = (chosen: Int32Array, histogram: Histogram, sums: LeafSums): Node => {
    const split = sums.rows < 2 * minLeafRows ? undefined : bestSplit(histogram, starts, sums, minLeafRows);
    return { rows: chosen, sums, histogram: split ? histogram : undefined, split, left: -1, right: -1 };
  };
  const all = Int32Array.from(rows.gradient.keys());
  const nodes = [nodeOf(all, histogramOf(rows, all, starts), sumsOf(rows))];
  const gains = new Map<number, number>();
  for (let count = 1; count < leaves; count++) {
    const next = bestLeaf(nodes);
    if (!next) break;
    const { split, histogram } = next;
    if (!split || !histogram) break;
    const [left, right] = divide(rows, next.rows, split);
    // The larger side's histogram is what the smaller one's leaves of the parent's.
    const [smaller, larger] = left.length <= right.length ? [left, right] : [right, left];
    const own = histogramOf(rows, smaller, starts);
    const rest = takeOut(histogram, own);
    next.histogram = undefined;
    next.left = nodes.length;
    nodes.push(nodeOf(left, smaller === left ? own : rest, split.left));
    next.right = nodes.length;
    nodes.push(nodeOf(right, larger === right ? rest : own, split.right));
    const column = columns[split.column]!;
    gains.set(column, (gains.get(column) ?? 0) + split.gain);
  }
  return { tree: treeOf(nodes, columns, edges, stepOf), gains };
}

function sumsOf({ gradient, curvature }: BinnedRows): LeafSums {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return { gradient: sum(gradient), curvature: sum(curvature), rows: gradient.length };
}

/** The undivided node whose split gains most, the oldest of those that do. */
function bestLeaf(nodes: readonly Node[]): Node | undefined {
  let best: Node | undefined;
  for (const node of nodes) {
    if (node.left < 0 && node.split && node.split.gain > (best?.split?.gain ?? 0)) best = node;
  }
  return best;
}

function divide({ bins }: BinnedRows, rows: Int32Array, split: Split): readonly [Int32Array, Int32Array] {
  const column = bins[split.column]!;
  const left = new Int32Array(split.left.rows);
  const right = new Int32Array(split.right.rows);
  let [l, r] = [0, 0];
  for (const row of rows) {
    const bin = column[row]!;
    if (bin === missingBin ? split.missingLeft : bin <= split.lastLeft) left[l++] = row;
    else right[r++] = row;
  }
  return [left, right];
}

function treeOf(
  nodes: readonly Node[],
  columns: readonly number[],
  edges: readonly Float32Array[],
  stepOf: (rows: Int32Array) => number,
): Tree {
  const value = new Float64Array(nodes.length);
  // Children come after their parent.
  for (let node = nodes.length - 1; node >= 0; node--) {
    const { rows, left, right } = nodes[node]!;
    value[node] = left < 0 ? stepOf(rows) : meanOf(nodes, value, left, right);
  }
  const splitOf = (node: Node): Split | undefined => (node.left < 0 ? undefined : node.split);
  return {
    column: Int32Array.from(nodes, (node) => columns[splitOf(node)?.column ?? -1] ?? -1),
    threshold: Float32Array.from(nodes, (node) => {
      const split = splitOf(node);
      // A split between the values and the missing ones has no edge.
      return split ? (edges[split.column]![split.lastLeft - 1] ?? largestFloat) : 0;
    }),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    missingLeft: Uint8Array.from(nodes, (node) => (splitOf(node)?.missingLeft ? 1 : 0)),
    value,
  };
}

const largestFloat = 3.4028234663852886e38;

/** Of two nodes, weighted by the curvature of their rows. */
function meanOf(nodes: readonly Node[], value: Float64Array, left: number, right: number): number {
  const [a, b] = [nodes[left]!.sums.curvature, nodes[right]!.sums.curvature];
  return a + b > 0 ? (a * value[left]! + b * value[right]!) / (a + b) : (value[left]! + value[right]!) / 2;
}
