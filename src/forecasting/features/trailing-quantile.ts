/**
 * Quantiles of every series over trailing windows that end at the week itself, with linear interpolation between the values
 * next to it (Hyndman & Fan 1996, type 7). Weeks that are NaN are left out; a window without any value gives NaN.
 *
 * @param values series-major, series × `nWeeks`
 * @param window `length` in weeks; `shares` of values below the quantiles, 0 … 1: the minimum, median and maximum are 0, 0.5, 1;
 *   `from` is the first week a result is wanted for, default 0
 * @returns a matrix for each share
 */
export function trailingQuantiles<M extends Float64Array>(
  values: M,
  nWeeks: number,
  { length, shares, from = 0 }: { readonly length: number; readonly shares: readonly number[]; readonly from?: number },
): readonly M[] {
  const results = shares.map(() => new Float64Array(values.length).fill(Number.NaN));
  const sorted = new SortedWindow(Math.min(length, nWeeks));
  for (let start = 0; start < values.length; start += nWeeks) {
    sorted.clear();
    const first = Math.max(0, from - length + 1);
    for (let w = first; w < nWeeks; w++) {
      if (w - length >= first) sorted.remove(values[start + w - length]!);
      sorted.add(values[start + w]!);
      if (w < from || sorted.size === 0) continue;
      for (let k = 0; k < shares.length; k++) results[k]![start + w] = sorted.quantile(shares[k]!);
    }
  }
  return results as unknown as readonly M[];
}

/** The known values of a window in rising order, from which the oldest is taken as the newest comes. */
class SortedWindow {
  readonly #values: Float64Array;
  size = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  clear(): void {
    this.size = 0;
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    let place = this.size++;
    for (; place > 0 && this.#values[place - 1]! > value; place--) this.#values[place] = this.#values[place - 1]!;
    this.#values[place] = value;
  }

  /** Takes one such value away, where it was added before. */
  remove(value: number): void {
    if (Number.isNaN(value)) return;
    let place = 0;
    while (this.#values[place] !== value) place++;
    this.size--;
    for (; place < this.size; place++) this.#values[place] = this.#values[place + 1]!;
  }

  quantile(share: number): number {
    const position = share * (this.size - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, this.size - 1);
    const lower = this.#values[below]!;
    return lower + (position - below) * (this.#values[above]! - lower);
  }
}
