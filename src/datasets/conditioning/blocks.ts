type Numbers = Uint32Array | Float64Array;

/** Rows of a block. */
const blockRows = 1 << 16;

/** A column of numbers that grows without being copied. */
export class Blocks<Block extends Numbers> {
  readonly #blocks: Block[] = [];
  readonly #create: (rows: number) => Block;
  #length = 0;

  constructor(create: (rows: number) => Block) {
    this.#create = create;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const offset = this.#length & (blockRows - 1);
    if (offset === 0) this.#blocks.push(this.#create(blockRows));
    this.#blocks[this.#blocks.length - 1]![offset] = value;
    this.#length += 1;
  }

  at(row: number): number {
    return this.#blocks[row >>> 16]![row & (blockRows - 1)]!;
  }

  /** The blocks; the last one as long as it is filled. */
  blocks(): readonly Block[] {
    const rest = this.#length & (blockRows - 1);
    if (rest === 0) return this.#blocks;
    return [...this.#blocks.slice(0, -1), this.#blocks.at(-1)!.subarray(0, rest) as Block];
  }
}
