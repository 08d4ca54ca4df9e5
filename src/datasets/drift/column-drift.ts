import type { ColumnDrift, DriftPolicy } from '../../contracts/drift.ts';
import { changeEdges, type ColumnProfileOfSegment, type SegmentProfile } from '../../contracts/profile.ts';
import { addWeeks, weeksBetween, type Week } from '../../contracts/week.ts';
import { ksPValue, ksStatistic } from './kolmogorov-smirnov.ts';
import { correctedPsi } from './psi.ts';
import { clusteredRows, effectiveRows, pooledRows } from './effective-rows.ts';
import { addWeeksOf, lessCounts, rowsOf, slidingWindows, type WeeklyCounts } from './windows.ts';

/** Weeks of the reference without which nobody can say what is usual. */
const leastReferenceWeeks = 52;
/** Weeks compared at most: in more of them what is new drowns in what was before. */
const mostWeeks = 8;

const bins = changeEdges.length + 1;

/** Which weeks are compared with which. */
export interface DriftSpan {
  /** What the champion was trained on. */
  readonly reference: SegmentProfile;
  /** What there is now. */
  readonly current: SegmentProfile;
  /** Last week the champion was trained on. */
  readonly trainedTo: Week;
}

/** The newest weeks to compare: those since the training, filled up to `minWeeks`. */
function driftWindow(trainedTo: Week, cutoff: Week, minWeeks: number): { first: Week; last: Week; weeks: number } {
  const weeks = Math.min(Math.max(minWeeks, weeksBetween(trainedTo, cutoff)), Math.max(minWeeks, mostWeeks));
  return { first: addWeeks(cutoff, 1 - weeks), last: cutoff, weeks };
}

/**
 * Compares the newest weeks of a column with the weeks its champion was trained on: by how far values lie from the same series'
 * values a year before, so that neither season nor the sizes of stores and items show.
 *
 * `drift` takes four things at once: a PSI above its threshold, a two-sample test that rejects, values that moved by enough to
 * matter, and by more than windows of the reference moved without drift. Rows count for as many as they are worth: see
 * `effectiveRows`.
 *
 * The past is compared by how far its windows moved and not by their PSI: that sums the chance of every bin, so the largest of
 * many windows' says more about chance than about the past.
 */
export function columnDrift(column: ColumnProfileOfSegment, span: DriftSpan, policy: DriftPolicy): ColumnDrift {
  const { window, weeks, reference, actual } = comparedWeeks(column, span, policy);
  const base = { column: column.column, kind: 'weekly' as const, window };
  const known = reference.filter((week) => week.length > 0).length;
  if (rowsOf(actual) === 0) return { ...base, verdict: 'not judged', detail: 'no value that has one a year before' };
  if (known < leastReferenceWeeks) {
    return {
      ...base,
      verdict: 'not judged',
      detail: `${known} weeks of the training data have one a year before; ${leastReferenceWeeks} are needed`,
    };
  }
  const { items } = span.current;
  const figures = compare({ reference, actual, length: weeks, items, itemCorrelation: column.itemCorrelation });
  const size = policy.leastChange;
  const past = policy.margin * figures.distanceOfHistory;
  const conditions = [
    [figures.psi > policy.psi, `PSI ${figures.psi.toFixed(2)}, limit ${policy.psi}`],
    [figures.pValue < policy.alpha, `p ${pText(figures.pValue)}, limit ${policy.alpha}`],
    [figures.distance > size, `values moved by ${percent(figures.distance)}, limit ${percent(size)}`],
    [figures.distance > past, `${policy.margin} times what the past reached is ${percent(past)}`],
  ] as const;
  return {
    ...base,
    ...figures,
    verdict: conditions.every(([met]) => met) ? 'drift' : 'steady',
    detail: conditions.map(([, text]) => text).join('; '),
  };
}

/** The counts of changes that are compared: the newest weeks together, and the weeks of the training one by one. */
export function comparedWeeks(column: ColumnProfileOfSegment, span: DriftSpan, { minWeeks }: DriftPolicy) {
  const { first, last, weeks } = driftWindow(span.trainedTo, span.current.cutoff, minWeeks);
  const before = addWeeks(first, -1);
  return {
    window: { first, last },
    weeks,
    actual: addWeeksOf(changesBetween(column, span.current, first, last), bins),
    reference: referenceWeeks(column, span, before < span.trainedTo ? before : span.trainedTo),
  };
}

function compare({
  reference,
  actual,
  length,
  items,
  itemCorrelation,
}: {
  readonly reference: WeeklyCounts;
  readonly actual: readonly number[];
  readonly length: number;
  readonly items: number;
  readonly itemCorrelation: number;
}) {
  const all = addWeeksOf(reference, bins);
  const windows = slidingWindows(reference, length, bins);
  const effective = Math.min(
    effectiveRows(windows, reference.length, length),
    pooledRows(reference, length),
    clusteredRows(rowsOf(actual), items, itemCorrelation),
  );
  const rows = { actual: effective, reference: (effective * reference.length) / length };
  const distanceOfHistory = windows.reduce((largest, window) => {
    const rest = lessCounts(all, window);
    return rowsOf(rest) === 0 ? largest : Math.max(largest, distance(rest, window));
  }, 0);
  const statistic = ksStatistic(all, actual);
  return {
    psi: correctedPsi(all, actual, rows),
    distanceOfHistory,
    statistic,
    distance: distance(all, actual),
    pValue: ksPValue(statistic, rows.actual, rows.reference),
    effectiveRows: Math.round(rows.actual),
    shift: Math.expm1(medianChange(actual) - medianChange(all)),
  };
}

/** The training data's weeks up to `last`; as they are known now where the training's profile lacks the column or its scale. */
function referenceWeeks(column: ColumnProfileOfSegment, { reference, current }: DriftSpan, last: Week): WeeklyCounts {
  const trained = reference.columns.find((one) => one.column === column.column);
  const same = trained !== undefined && trained.histogram.scale === column.histogram.scale;
  const [profile, from] = same ? [reference, trained] : [current, column];
  return changesBetween(from, profile, profile.firstWeek, last);
}

function changesBetween(
  column: ColumnProfileOfSegment,
  profile: SegmentProfile,
  first: Week,
  last: Week,
): WeeklyCounts {
  const from = Math.max(0, weeksBetween(profile.firstWeek, first));
  return column.changes.slice(from, Math.max(from, weeksBetween(profile.firstWeek, last) + 1));
}

/** Median of binned changes, evenly spread within a bin; the open bins at the ends count as their inner edge. */
function medianChange(counts: readonly number[]): number {
  const half = rowsOf(counts) / 2;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    const count = counts[bin] ?? 0;
    if (below + count >= half && count > 0) {
      const low = changeEdges[bin - 1] ?? changeEdges[0];
      const high = changeEdges[bin] ?? low;
      return low + ((half - below) / count) * (high - low);
    }
    below += count;
  }
  return 0;
}

/**
 * How far the values of one distribution have to move on average to become the other: the area between their distribution functions
 * (L. Wasserstein's distance of order 1), taken over the bins but the two open ones.
 */
function distance(reference: readonly number[], actual: readonly number[]): number {
  const [ofReference, ofActual] = [rowsOf(reference), rowsOf(actual)];
  let [r, a, area] = [reference[0] ?? 0, actual[0] ?? 0, 0];
  changeEdges.slice(1).forEach((high, index) => {
    const before = r / ofReference - a / ofActual;
    r += reference[index + 1] ?? 0;
    a += actual[index + 1] ?? 0;
    const after = r / ofReference - a / ofActual;
    area += (Math.abs(before + after) / 2) * (high - (changeEdges[index] ?? high));
  });
  return area;
}

function percent(change: number): string {
  return `${(100 * Math.expm1(change)).toFixed(0)}%`;
}

/** A p-value in words: never `0`. */
export function pText(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toPrecision(2);
}
