import { addWeeks } from '../../contracts/week.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { usualEffectiveRows } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import { judge, percent } from './judge.ts';

/** The name of the test that `coverageTest` answers. */
export const coverageName = 'P10 to P90 holds about 80%';

/** How far from 80% an interval may be before chance is counted. */
const allowance = 0.1;

/**
 * Whether the intervals of the backtest held about 80% of the actuals: 10 points around it, and two standard errors for what chance adds.
 * All rows of a week share its shocks, so the error is that of the rows that the weeks are worth: a quick validation has a handful of weeks, and
 * thousands of rows do not make them more.
 *
 * @param horizonWeeks steps of each window
 */
export function coverageTest(
  { backtest, segment }: Pick<ModelRecord, 'backtest' | 'segment'>,
  horizonWeeks: number,
): ValidationTest {
  const { test, skip } = judge('scoring', segmentName(segment));
  const rows = backtest.metrics.ensemble?.rows ?? 0;
  if (backtest.coverage === null || rows === 0) return skip(coverageName, 'the backtest has no rows');
  // The first window has no earlier one to learn its interval from.
  const cutoffs = backtest.windows.length > 1 ? backtest.windows.slice(1) : backtest.windows;
  const steps = Array.from({ length: horizonWeeks }, (_, step) => step + 1);
  const weeks = new Set(cutoffs.flatMap((cutoff) => steps.map((step) => addWeeks(cutoff, step)))).size;
  const tolerance = allowance + 2 * Math.sqrt((0.8 * 0.2) / usualEffectiveRows(rows, weeks));
  return test(
    coverageName,
    Math.abs(backtest.coverage - 0.8) <= tolerance,
    `${percent(backtest.coverage)} of ${rows} backtest rows of ${weeks} weeks, 80% ± ${percent(tolerance)}`,
  );
}
