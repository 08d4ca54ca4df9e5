import type { AddGram } from './gram-product.ts';
import type { CellBlock } from './cell-block.ts';
import type { CellDesign } from './cell-design.ts';
import { addCellMoments, emptyCellMoments } from './cell-moments.ts';
import type { CellMoments } from './cell-moments.ts';
import { finalGram, finalTarget, finishScaling } from './cell-scaling.ts';
import type { FinalScaling } from './cell-scaling.ts';
import { addCellTargets, emptyCellTargets } from './cell-targets.ts';
import type { MomentsUntil } from './cross-validation.ts';
import { addGrams, addTargets } from './moments.ts';
import type { TargetMoments } from './moments.ts';

/** Moments of the rows up to every edge of the folds, summed block by block. */
export class CellSums {
  readonly scaling: FinalScaling;
  readonly moments: MomentsUntil;
  readonly #plan: CellDesign;
  readonly #blocks: () => Iterable<CellBlock>;
  /** The weeks between two edges, both included. */
  readonly #spans: readonly { readonly from: number; readonly to: number }[];

  /**
   * @param firstWeek the first target week
   * @param edges weeks, rising, of which the last is the last target week
   */
  constructor(
    plan: CellDesign,
    blocks: () => Iterable<CellBlock>,
    firstWeek: number,
    edges: readonly number[],
    product: AddGram,
  ) {
    this.#plan = plan;
    this.#blocks = blocks;
    this.#spans = edges.map((to, i) => ({ from: i === 0 ? Math.min(firstWeek, to) : edges[i - 1]! + 1, to }));
    const parts = this.#spans.map(() => emptyCellMoments(plan));
    for (const block of blocks()) {
      this.#spans.forEach(({ from, to }, i) => addCellMoments(plan, block, from, to, parts[i]!, product));
    }
    this.scaling = finishScaling(plan, parts.reduce(addCellSums, emptyCellMoments(plan)));
    const grams = runningTotals(
      parts.map((part) => finalGram(plan, part, this.scaling)),
      addGrams,
    );
    this.moments = { edges, grams };
  }

  /** Moments of the columns with a number for each row, up to every edge. */
  targets(y: (block: CellBlock) => Float64Array): TargetMoments[] {
    const parts = this.#spans.map(() => emptyCellTargets(this.#plan));
    for (const block of this.#blocks()) {
      const values = y(block);
      this.#spans.forEach(({ from, to }, i) => addCellTargets(this.#plan, block, from, to, values, parts[i]!));
    }
    return runningTotals(
      parts.map((part) => finalTarget(this.#plan, part, this.scaling)),
      addTargets,
    );
  }
}

function addCellSums(a: CellMoments, b: CellMoments): CellMoments {
  const add = (x: Float64Array, y: Float64Array) => x.map((value, i) => value + y[i]!);
  return {
    rows: a.rows + b.rows,
    products: add(a.products, b.products),
    sums: add(a.sums, b.sums),
    storeRows: add(a.storeRows, b.storeRows),
    storeSums: add(a.storeSums, b.storeSums),
  };
}

function runningTotals<T>(parts: readonly T[], add: (a: T, b: T) => T): T[] {
  return parts.slice(1).reduce<T[]>((totals, part) => [...totals, add(totals.at(-1)!, part)], [parts[0]!]);
}
