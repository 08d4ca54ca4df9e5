import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/forecasting/random.ts';
import { binEdges, binOf } from '../../../src/forecasting/trees/bin-edges.ts';
import { growTree } from '../../../src/forecasting/trees/grow-tree.ts';
import { leafOf, type Tree } from '../../../src/forecasting/trees/tree.ts';

const missing = Number.NaN;

/** Grows a tree on squared error: a leaf's step is its mean. */
function grow(columns: readonly Float32Array[], target: Float64Array, leaves: number, minLeafRows = 5): Tree {
  const edges = columns.map((values) => binEdges(values));
  const rows = {
    bins: columns.map((values, c) => Uint8Array.from(values, (value) => binOf(edges[c]!, value))),
    binCounts: edges.map(({ length }) => length + 2),
    gradient: target.map((value) => -value),
    curvature: new Float64Array(target.length).fill(1),
  };
  const mean = (chosen: Int32Array): number => chosen.reduce((sum, row) => sum + target[row]!, 0) / chosen.length;
  return growTree(rows, [...columns.keys()], edges, { leaves, minLeafRows }, mean).tree;
}

function predict(tree: Tree, columns: readonly Float32Array[], row: number): number {
  return tree.value[leafOf(tree, (column) => columns[column]![row]!)]!;
}

const random = randomStream(1, 'grow');
const uniform = (count: number): Float32Array => Float32Array.from({ length: count }, () => Math.fround(random()));

describe('a tree', () => {
  it('recovers a step function', () => {
    const columns = [uniform(250), uniform(250)];
    const target = Float64Array.from(columns[1]!, (value) => (value <= 0.3 ? 2 : -1));
    const tree = grow(columns, target, 2);
    expect(tree.column[0]).toBe(1);
    for (let row = 0; row < target.length; row++) expect(predict(tree, columns, row)).toBeCloseTo(target[row]!, 10);
  });

  it('recovers an interaction', () => {
    const columns = [uniform(250), uniform(250)];
    const target = Float64Array.from(columns[0]!, (a, row) => (a > 0.5 && columns[1]![row]! > 0.4 ? 3 : 0));
    const tree = grow(columns, target, 4);
    for (let row = 0; row < target.length; row++) expect(predict(tree, columns, row)).toBeCloseTo(target[row]!, 10);
  });

  it.each([
    ['alone', (value: number) => (Number.isNaN(value) ? 5 : 0)],
    ['with the small', (value: number) => (Number.isNaN(value) || value <= 0.5 ? 5 : 0)],
    ['with the large', (value: number) => (Number.isNaN(value) || value > 0.5 ? 5 : 0)],
  ])('sends missing values where they belong: %s', (_where, of) => {
    const values = uniform(250).map((value, row) => (row % 4 === 0 ? missing : value));
    const target = Float64Array.from(values, of);
    const tree = grow([values], target, 2);
    for (let row = 0; row < target.length; row++) expect(predict(tree, [values], row)).toBeCloseTo(target[row]!, 10);
  });

  it('sends values that are missing only later to the larger side', () => {
    const values = Float32Array.from({ length: 100 }, (_, row) => row);
    const tree = grow(
      [values],
      Float64Array.from(values, (value) => (value < 80 ? 1 : 2)),
      2,
    );
    expect(predict(tree, [Float32Array.of(missing)], 0)).toBe(1);
  });

  it('keeps enough rows in a leaf, and is one leaf of few rows', () => {
    const values = Float32Array.from({ length: 30 }, (_, row) => row);
    const target = Float64Array.from(values, (value) => (value < 2 ? 9 : 0));
    const tree = grow([values], target, 8, 10);
    const counts = new Map<number, number>();
    for (const value of values) {
      const leaf = leafOf(tree, () => value);
      counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(10);
    expect([...grow([values.slice(0, 15)], target.slice(0, 15), 8, 10).column]).toEqual([-1]);
  });

  it('divides nothing where nothing is to be gained', () => {
    expect([...grow([uniform(100)], new Float64Array(100).fill(1), 4).column]).toEqual([-1]);
  });

  it('has at every node the mean of what lies below', () => {
    const columns = [uniform(250)];
    const target = Float64Array.from(columns[0]!, (value) => Math.round(4 * value));
    const tree = grow(columns, target, 5);
    const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
    expect(tree.value[0]).toBeCloseTo(mean, 10);
  });
});
