import { groupsOf } from './groups.ts';

/** Correlation of the rows of a week before any week has been seen, and the weeks it counts for. */
const usualCorrelation = 0.1;
const priorWeeks = 6;

/**
 * How many independent rows some rows are worth: `n / (1 + (m − 1)·ρ)` with m rows per week on average and ρ the correlation of rows
 * of one week (Kish's design effect; ρ by the analysis of variance). All series of a week share its shocks, so ten thousand rows of
 * twelve weeks may be worth little more than twelve. A few weeks cannot tell ρ, so it is shrunk towards 0.1.
 *
 * @param week the week each value belongs to, by any name
 */
export function effectiveRows(values: Float64Array, week: readonly string[]): number {
  const groups = groupsOf(week).map(([, rows]) => rows);
  const n = values.length;
  const k = groups.length;
  if (k < 2 || n <= k) return Math.min(n, Math.max(1, k));
  const mean = meanOf(values, [...values.keys()]);
  let between = 0;
  let within = 0;
  for (const rows of groups) {
    const own = meanOf(values, rows);
    between += rows.length * (own - mean) ** 2;
    for (const row of rows) within += (values[row]! - own) ** 2;
  }
  const squares = groups.reduce((sum, rows) => sum + rows.length ** 2, 0);
  const usual = (n - squares / n) / (k - 1);
  const [meanBetween, meanWithin] = [between / (k - 1), within / (n - k)];
  const total = meanBetween + (usual - 1) * meanWithin;
  const found = total > 0 ? Math.min(1, Math.max(0, (meanBetween - meanWithin) / total)) : 1;
  const correlation = (k * found + priorWeeks * usualCorrelation) / (k + priorWeeks);
  return n / (1 + (n / k - 1) * correlation);
}

/**
 * What `effectiveRows` answers before any value is seen: how many independent rows `rows` of `weeks` weeks are worth with the usual
 * correlation within a week.
 *
 * @param rows above 0
 * @param weeks how many different weeks they are of, above 0
 */
export function usualEffectiveRows(rows: number, weeks: number): number {
  return rows / (1 + Math.max(0, rows / weeks - 1) * usualCorrelation);
}

function meanOf(values: Float64Array, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
}
