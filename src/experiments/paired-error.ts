import type { PairedError, Verdict } from '../contracts/experiment.ts';
import { studentTail } from '../datasets/drift/student-t.ts';
import { tQuantile } from './t-quantile.ts';

/** Sums over the rows of a week. An error of all weeks is Σ error / Σ whole. */
export interface WeekSums {
  readonly errorA: number;
  readonly errorB: number;
  /** What the errors are divided by: units for WAPE, rows for MAPE. */
  readonly whole: number;
}

/** Fewer weeks say nothing: with three the t quantile is 4.3, and one odd week decides. */
const fewestWeeks = 4;

/**
 * Whether two errors differ, weeks being the independent units: rows of one week share its shocks. The difference is a ratio,
 *
 *     d = Σ (errorB − errorA) / Σ whole,
 *
 * with the variance of the linearised ratio, e = errorB − errorA − d·whole per week (Cochran 1977, 6.4; a cluster-robust variance):
 *
 *     var d = n / (n − 1) · Σ e² / (Σ whole)²
 *
 * The interval is d ± t·√var d, t with n − 1 degrees of freedom. `null` where there is nothing to divide by.
 */
export function pairedError(weeks: readonly WeekSums[]): PairedError | null {
  const counted = weeks.filter(({ whole }) => whole > 0);
  const n = counted.length;
  const sum = (read: (week: WeekSums) => number) => counted.reduce((total, week) => total + read(week), 0);
  const whole = sum((week) => week.whole);
  if (n === 0) return null;
  const a = sum(({ errorA }) => errorA) / whole;
  const b = sum(({ errorB }) => errorB) / whole;
  const difference = sum(({ errorA, errorB }) => errorB - errorA) / whole;
  if (n === 1) {
    const unknown = { standardError: null, interval: null, pValue: null };
    return { a, b, difference, weeks: n, ...unknown, verdict: 'too-few-weeks' };
  }
  const squares = sum((week) => (week.errorB - week.errorA - difference * week.whole) ** 2);
  const standardError = Math.sqrt((n / (n - 1)) * squares) / whole;
  const reach = tQuantile(0.025, n - 1) * standardError;
  const interval = { low: difference - reach, high: difference + reach };
  const pValue = difference === 0 ? 1 : 2 * studentTail(Math.abs(difference) / standardError, n - 1);
  return { a, b, difference, weeks: n, standardError, interval, pValue, verdict: verdictOf(n, interval) };
}

function verdictOf(weeks: number, { low, high }: { readonly low: number; readonly high: number }): Verdict {
  if (weeks < fewestWeeks) return 'too-few-weeks';
  if (high < 0) return 'b-better';
  return low > 0 ? 'a-better' : 'no-difference';
}
