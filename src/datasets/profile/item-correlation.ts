/** Sums of changes by item and quarter, for the share of their variance that lies between items. */
export class ItemCorrelation {
  readonly #items: number;
  readonly #quarters: number;
  readonly #count: Float64Array;
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;

  constructor(items: number, quarters: number) {
    this.#items = items;
    this.#quarters = quarters;
    this.#count = new Float64Array(items * quarters);
    this.#sum = new Float64Array(items * quarters);
    this.#squares = new Float64Array(quarters);
  }

  add(item: number, quarter: number, change: number): void {
    const cell = quarter * this.#items + item;
    this.#count[cell] = (this.#count[cell] ?? 0) + 1;
    this.#sum[cell] = (this.#sum[cell] ?? 0) + change;
    this.#squares[quarter] = (this.#squares[quarter] ?? 0) + change * change;
  }

  /**
   * The intraclass correlation of items within quarters by one-way analysis of variance, `(B - W) / (B + (k - 1) W)` with the mean
   * squares between and within items and `k` rows an item (R. Fisher, Statistical methods for research workers, 1925), averaged over
   * quarters; within [0, 1], 0 where nothing varies.
   */
  value(): number {
    let [sum, quarters] = [0, 0];
    for (let quarter = 0; quarter < this.#quarters; quarter += 1) {
      const correlation = this.#ofQuarter(quarter);
      if (correlation === undefined) continue;
      sum += correlation;
      quarters += 1;
    }
    return quarters === 0 ? 0 : sum / quarters;
  }

  #ofQuarter(quarter: number): number | undefined {
    const from = quarter * this.#items;
    const counts = this.#count.subarray(from, from + this.#items);
    const sums = this.#sum.subarray(from, from + this.#items);
    const rows = counts.reduce((all, count) => all + count, 0);
    const items = counts.filter((count) => count > 0).length;
    if (items < 2 || rows <= items) return undefined;
    const ofItems = counts.reduce((all, count, item) => (count > 0 ? all + (sums[item] ?? 0) ** 2 / count : all), 0);
    const ofAll = sums.reduce((all, one) => all + one, 0) ** 2 / rows;
    const between = Math.max(0, ofItems - ofAll) / (items - 1);
    const within = Math.max(0, (this.#squares[quarter] ?? 0) - ofItems) / (rows - items);
    const perItem = rows / items;
    const whole = between + (perItem - 1) * within;
    return whole <= 1e-12 ? undefined : Math.min(1, Math.max(0, (between - within) / whole));
  }
}
