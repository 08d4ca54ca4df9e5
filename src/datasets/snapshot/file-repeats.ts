import type { FileRepeat } from '../../contracts/dataset.ts';

/** Rows of a file that have to be in another one, as a share and at least, for the two to be the same delivery. */
const sameShare = 0.8;
const sameRows = 10;

/**
 * Finds files that repeat another one row by row, under another name and with little changed. Rows have to come file by file. Rows without
 * units do not count: they are equal in any two files.
 */
export class FileRepeats {
  /** Of the file at hand: its rows, and per earlier file the rows that came again and those with the same units. */
  #rows = 0;
  readonly #met: Int32Array;
  readonly #same: Int32Array;
  readonly #earlier = new Set<number>();
  #file = -1;
  readonly #paths: readonly string[];
  readonly #found: FileRepeat[] = [];

  /** @param paths of the files, in their order */
  constructor(paths: readonly string[]) {
    this.#paths = paths;
    this.#met = new Int32Array(paths.length);
    this.#same = new Int32Array(paths.length);
  }

  row(file: number, units: number): void {
    if (file !== this.#file) this.#close(file);
    if (units !== 0) this.#rows += 1;
  }

  /** The row at hand has the key of a row of an earlier file. */
  again(from: number, old: number, units: number): void {
    if (units === 0) return;
    this.#earlier.add(from);
    this.#met[from]! += 1;
    if (old === units) this.#same[from]! += 1;
  }

  found(): readonly FileRepeat[] {
    this.#close(-1);
    return this.#found;
  }

  #close(next: number): void {
    for (const from of this.#earlier) {
      const [met, same] = [this.#met[from]!, this.#same[from]!];
      if (same >= sameRows && met >= sameShare * this.#rows && same >= sameShare * met) {
        this.#found.push({ path: this.#paths[this.#file]!, of: this.#paths[from]!, rows: this.#rows, same });
      }
      this.#met[from] = 0;
      this.#same[from] = 0;
    }
    this.#earlier.clear();
    this.#rows = 0;
    this.#file = next;
  }
}
