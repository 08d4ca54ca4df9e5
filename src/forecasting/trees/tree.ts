/**
 * A regression tree as arrays over its nodes; node 0 is the root. Children come after their parent.
 */
export interface Tree {
  /** Column a node splits by; −1 at a leaf. */
  readonly column: Int32Array;
  /** Values up to it go left. */
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array;
  /** Log units a leaf adds; at other nodes the mean of what is below, by which a path can be taken apart. */
  readonly value: Float64Array;
}

/** Where a row goes from a node: −1 at a leaf. @param valueOf the row's value of a column, NaN where missing */
export function nextNode(tree: Tree, node: number, valueOf: (column: number) => number): number {
  const column = tree.column[node]!;
  if (column < 0) return -1;
  const value = valueOf(column);
  const goesLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= tree.threshold[node]!;
  return goesLeft ? tree.left[node]! : tree.right[node]!;
}

/** The leaf of a row. */
export function leafOf(tree: Tree, valueOf: (column: number) => number): number {
  let node = 0;
  for (let next = nextNode(tree, node, valueOf); next >= 0; next = nextNode(tree, node, valueOf)) node = next;
  return node;
}
