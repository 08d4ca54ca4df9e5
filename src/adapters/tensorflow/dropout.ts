import { randomStream } from '../../forecasting/random.ts';
import type { RandomStream } from '../../forecasting/random.ts';
import type { TensorId } from './native-binding.ts';
import type { Operations } from './operations.ts';

/** A group of columns that are dropped with the same probability. */
export interface DropoutGroup {
  readonly columns: number;
  /** Share dropped, [0, 1). */
  readonly rate: number;
}

/** Masks drawn at a time; drawing them takes as long as a matrix product, so steps take theirs from a pool. */
const poolRows = 8192;

/**
 * What dropout lets through, per group: 0, or 1 / (1 − rate) so that the mean stays. A pool of masks is drawn for every epoch,
 * and each step reads it from a random row on.
 */
export class DropoutMasks {
  readonly #ops: Operations;
  readonly #groups: readonly DropoutGroup[];
  readonly #batchSize: number;
  readonly #seed: number;
  #random: RandomStream;
  #pools: (TensorId | null)[];

  constructor(ops: Operations, groups: readonly DropoutGroup[], batchSize: number, seed: number) {
    this.#ops = ops;
    this.#groups = groups;
    this.#batchSize = batchSize;
    this.#seed = seed;
    this.#random = randomStream(seed, 'dropout', 0);
    this.#pools = groups.map(() => null);
  }

  /** Draws new masks, which depend on seed and epoch alone. */
  startEpoch(epoch: number): void {
    this.destroy();
    this.#random = randomStream(this.#seed, 'dropout', epoch);
    const ops = this.#ops;
    this.#pools = this.#groups.map(({ columns, rate }, group) => {
      if (rate === 0 || columns === 0) return null;
      const seed = [this.#seed, epoch * this.#groups.length + group] as const;
      const kept = ops.atLeast(ops.uniform([poolRows + this.#batchSize, columns], seed), ops.constant(rate));
      return ops.keep(ops.multiply(kept, ops.constant(1 / (1 - rate))));
    });
    ops.release();
  }

  /** Masks for the rows of a step, one per group, rows × columns; null where nothing is dropped. */
  next(rows: number): (TensorId | null)[] {
    const from = Math.floor(this.#random() * (poolRows + this.#batchSize - rows + 1));
    return this.#pools.map((pool, group) =>
      pool === null ? null : this.#ops.slice(pool, [from, 0], [rows, this.#groups[group]!.columns]),
    );
  }

  destroy(): void {
    for (const pool of this.#pools) if (pool !== null) this.#ops.free(pool);
    this.#pools = this.#groups.map(() => null);
  }
}
