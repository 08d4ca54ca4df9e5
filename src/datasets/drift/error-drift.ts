import type { DriftPolicy, ErrorDrift } from '../../contracts/drift.ts';
import { pText } from './column-drift.ts';
import { studentTail } from './student-t.ts';

/** Realised errors of a segment's published forecasts in one target week, all steps together. */
export interface RealisedWeek {
  readonly week: string;
  /** Sum of the absolute errors over the sum of the units; null in a week without units. */
  readonly wape: number | null;
}

/** What a champion's backtest promised. */
export interface PromisedErrors {
  /** Over all windows; null where the backtest had no rows. */
  readonly wape: number | null;
  /** Windows of the backtest: how often it was tried. */
  readonly windows: number;
}

/** Weeks of errors looked at: a quarter. */
const mostWeeks = 13;

/**
 * Compares realised errors with the champion's backtest: the newest weeks' WAPE over the backtest's, a figure a week, in logs. It
 * drifts where the ratio's mean lies above the factor, and Student's t test, one-sided, rejects that it is not above 1. Weeks are the
 * rows of the test, since the errors of one week are not independent. The backtest is a sample too, of as many rows as it has
 * windows, which vary as the weeks do: the standard error of the ratio is `s √(1 / weeks + 1 / windows)`, that of two samples of one
 * variance.
 */
export function errorDrift(
  realised: readonly RealisedWeek[],
  { wape: backtestWape, windows }: PromisedErrors,
  { alpha, errors }: Pick<DriftPolicy, 'alpha' | 'errors'>,
): ErrorDrift {
  const weeks = realised
    .toSorted((a, b) => (a.week < b.week ? -1 : 1))
    .flatMap(({ wape }) => (wape !== null && wape > 0 ? [wape] : []))
    .slice(-mostWeeks);
  const geometricMean = weeks.length === 0 ? null : Math.exp(mean(weeks.map(Math.log)));
  const base = { weeks: weeks.length, realisedWape: geometricMean, backtestWape };
  if (!errors.enabled) return { ...base, verdict: 'not judged', detail: 'not asked for' };
  if (backtestWape === null || backtestWape <= 0 || geometricMean === null) {
    return { ...base, verdict: 'not judged', detail: 'no realised errors yet' };
  }
  const needed = Math.max(3, errors.minWeeks);
  if (weeks.length < needed) {
    return { ...base, verdict: 'not judged', detail: `${weeks.length} weeks of realised errors, ${needed} are needed` };
  }
  const ratios = weeks.map((wape) => Math.log(wape / backtestWape));
  const centre = mean(ratios);
  const deviation = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - centre) ** 2, 0) / (ratios.length - 1));
  const standardError = Math.max(deviation * Math.sqrt(1 / ratios.length + 1 / Math.max(1, windows)), 1e-9);
  const pValue = studentTail(centre / standardError, ratios.length - 1);
  const factor = Math.exp(centre);
  return {
    ...base,
    pValue,
    verdict: factor > errors.factor && pValue < alpha ? 'drift' : 'steady',
    detail: `WAPE ${factor.toFixed(2)} times the backtest's over ${weeks.length} weeks, limit ${errors.factor}; p ${pText(pValue)}, limit ${alpha}`,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
