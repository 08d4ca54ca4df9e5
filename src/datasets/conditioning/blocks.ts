type Numbers = Uint32Array | Float64Array;

/** Rows of a block. */
const blockRows = 1 << 16;

/** Rows a column has room for at first: most files are small, and there are many of them. */
const firstRows = 1 << 10;

/** A column of numbers that grows by blocks; only the first is copied, while it is smaller than the others. */
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
    if (offset === 0) this.#blocks.push(this.#create(this.#length === 0 ? firstRows : blockRows));
    else if (offset === this.#blocks[this.#blocks.length - 1]!.length) this.#widenFirst();
    this.#blocks[this.#blocks.length - 1]![offset] = value;
    this.#length += 1;
  }

  at(row: number): number {
    return this.#blocks[row >>> 16]![row & (blockRows - 1)]!;
  }

  set(row: number, value: number): void {
    this.#blocks[row >>> 16]![row & (blockRows - 1)] = value;
  }

  #widenFirst(): void {
    const first = this.#blocks[0]!;
    const wider = this.#create(2 * first.length);
    wider.set(first);
    this.#blocks[0] = wider;
  }

  /** The blocks; the last one as long as it is filled. */
  blocks(): readonly Block[] {
    const rest = this.#length & (blockRows - 1);
    if (rest === 0) return this.#blocks;
    return [...this.#blocks.slice(0, -1), this.#blocks.at(-1)!.subarray(0, rest) as Block];
  }
}
