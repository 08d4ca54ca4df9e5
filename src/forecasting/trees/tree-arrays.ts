import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { Tree } from './tree.ts';

/**
 * Trees as arrays, one after another: `trees/nodes` has how many nodes each has, and the others a number per node. Columns, children and
 * sides are whole numbers that single precision holds exactly.
 */
export function treeArrays(trees: readonly Tree[]): Map<string, FloatArray> {
  const joined = (part: (tree: Tree) => ArrayLike<number>): Float32Array =>
    Float32Array.from(trees.flatMap((tree) => Array.from(part(tree))));
  return new Map<string, FloatArray>([
    ['trees/value', Float64Array.from(trees.flatMap(({ value }) => Array.from(value)))],
    ['trees/nodes', Float32Array.from(trees, ({ value }) => value.length)],
    ['trees/column', joined(({ column }) => column)],
    ['trees/threshold', joined(({ threshold }) => threshold)],
    ['trees/left', joined(({ left }) => left)],
    ['trees/right', joined(({ right }) => right)],
    ['trees/missing-left', joined(({ missingLeft }) => missingLeft)],
  ]);
}

/** @throws MemberFilesError where an array is missing */
export function readTrees(files: UnpackedMember): Tree[] {
  const of = (name: string): Float32Array => files.float32(`trees/${name}`);
  const [nodes, column, threshold] = [of('nodes'), of('column'), of('threshold')];
  const [left, right, missingLeft] = [of('left'), of('right'), of('missing-left')];
  const value = files.float64('trees/value');
  let from = 0;
  return Array.from(nodes, (count) => {
    const [start, end] = [from, from + count];
    from = end;
    return {
      column: Int32Array.from(column.subarray(start, end)),
      threshold: threshold.slice(start, end),
      left: Int32Array.from(left.subarray(start, end)),
      right: Int32Array.from(right.subarray(start, end)),
      missingLeft: Uint8Array.from(missingLeft.subarray(start, end)),
      value: value.slice(start, end),
    };
  });
}
