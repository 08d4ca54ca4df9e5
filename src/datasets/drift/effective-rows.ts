import { rowsOf } from './windows.ts';

/**
 * How many independent rows a window is worth, by how its weeks move together: through weather, holidays, promotions, and what one
 * week leaves to the next. The share of rows below an edge varies from window to window by `v`, where `n` independent rows would let
 * it vary by `q (1 - q) / n`; so a window is worth `q (1 - q) / v` rows (L. Kish's effective sample size, Survey Sampling, 1965, with
 * windows as clusters). Of all inner edges with `q` in [0.05, 0.95] the smallest number holds; at least 1, at most the mean number
 * of rows.
 *
 * @param windows counts over bins, of runs of `length` consecutive weeks of a reference of `weeksOfReference`
 */
export function effectiveRows(
  windows: readonly (readonly number[])[],
  weeksOfReference: number,
  length: number,
): number {
  const rows = windows.map(rowsOf);
  const bins = windows[0]?.length ?? 0;
  let least = rowsOf(rows) / windows.length;
  // A window is part of the reference it is compared with, which hides that share of its variance.
  const visible = Math.max(0.1, 1 - length / weeksOfReference);
  for (let edge = 1; edge < bins; edge += 1) {
    const shares = windows.map((window, index) => rowsOf(window.slice(0, edge)) / (rows[index] ?? 1));
    const q = rowsOf(shares) / shares.length;
    if (q < 0.05 || q > 0.95) continue;
    const variance = shares.reduce((sum, share) => sum + (share - q) ** 2, 0) / shares.length / visible;
    if (variance > 0) least = Math.min(least, (q * (1 - q)) / variance);
  }
  return Math.max(1, least);
}

/**
 * The same by weeks and over all edges at once: the sum of `q (1 - q)` over the sum of `v` are the rows a week is worth. A column that
 * rarely changes, such as the strength of holidays, has no edge with `q` in [0.05, 0.95], and yet all its rows change in the same
 * weeks.
 *
 * @param weeks counts over bins, of the weeks of a reference
 * @param length weeks of a window
 */
export function pooledRows(weeks: readonly (readonly number[])[], length: number): number {
  const some = weeks.filter((week) => rowsOf(week) > 0);
  const rows = some.map(rowsOf);
  const bins = some[0]?.length ?? 0;
  let [ofRows, ofWeeks] = [0, 0];
  for (let edge = 1; edge < bins; edge += 1) {
    const shares = some.map((week, index) => rowsOf(week.slice(0, edge)) / (rows[index] ?? 1));
    const q = rowsOf(shares) / shares.length;
    ofRows += q * (1 - q);
    ofWeeks += shares.reduce((sum, share) => sum + (share - q) ** 2, 0) / shares.length;
  }
  const most = (length * rowsOf(rows)) / Math.max(1, some.length);
  return Math.max(1, ofWeeks === 0 ? most : Math.min(most, (length * ofRows) / ofWeeks));
}

/**
 * How many independent rows some are worth that come in clusters of equal size and correlation `rho`: `n / (1 + (n / clusters - 1) rho)`,
 * Kish's design effect (Survey Sampling, 1965, 5.4). With `rho` 1 they are worth their clusters, with 0 themselves.
 */
export function clusteredRows(rows: number, clusters: number, rho: number): number {
  return Math.max(1, rows / (1 + Math.max(0, rows / Math.max(1, clusters) - 1) * rho));
}
