/** Counts over bins, week by week; a week without any is an empty list. */
export type WeeklyCounts = readonly (readonly number[])[];

/** The sum of weeks. */
export function addWeeksOf(weeks: WeeklyCounts, bins: number): number[] {
  const sum = new Array<number>(bins).fill(0);
  for (const week of weeks) week.forEach((count, bin) => (sum[bin] = (sum[bin] ?? 0) + count));
  return sum;
}

/** What `whole` has beyond `part`. */
export function lessCounts(whole: readonly number[], part: readonly number[]): number[] {
  return whole.map((count, bin) => count - (part[bin] ?? 0));
}

export function rowsOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Every run of `length` consecutive weeks, by the sum of its counts; runs without a row are left out. */
export function slidingWindows(weeks: WeeklyCounts, length: number, bins: number): number[][] {
  const windows: number[][] = [];
  for (let first = 0; first + length <= weeks.length; first += 1) {
    const window = addWeeksOf(weeks.slice(first, first + length), bins);
    if (rowsOf(window) > 0) windows.push(window);
  }
  return windows;
}
