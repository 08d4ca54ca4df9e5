import type { SourceQuality } from '../../contracts/dataset.ts';
import { usualFreshness } from '../../contracts/quality.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import { addWeeks, weeksBetween, type Week } from '../../contracts/week.ts';

/** How new a source's rows are. `undated`: its rows belong to no week, or need not come every week. */
export const freshnessStates = ['fresh', 'late', 'missing', 'undated'] as const;
type FreshnessState = (typeof freshnessStates)[number];

/** A source of a region, as a dataset version has it. */
export interface SourceFreshness {
  readonly state: FreshnessState;
  /** The last week with a row. Left out where there is none. */
  readonly lastWeek?: Week;
  /** Whole weeks from that week to the cutoff, 0 where it reaches further. */
  readonly weeksBehind?: number;
  /** How many of them are allowed. */
  readonly maxWeeksBehind?: number;
  /** The day from which a cycle finds it late unless a newer week comes. */
  readonly dueBy?: Week;
}

/** How new the rows of a source are, by its own expectation. */
export function freshnessOf(
  source: Pick<ResolvedSource, 'kind' | 'freshness'>,
  quality: Pick<SourceQuality, 'lastWeek'> | undefined,
  cutoff: Week,
): SourceFreshness {
  const { lastWeek } = quality ?? {};
  if (!sourceKindFacts[source.kind].everyWeek) {
    return { state: quality ? 'undated' : 'missing', ...(lastWeek === undefined ? {} : { lastWeek }) };
  }
  const { maxWeeksBehind } = source.freshness ?? usualFreshness;
  if (lastWeek === undefined) return { state: 'missing', maxWeeksBehind };
  const weeksBehind = Math.max(0, weeksBetween(lastWeek, cutoff));
  return {
    state: weeksBehind <= maxWeeksBehind ? 'fresh' : 'late',
    ...{ lastWeek, weeksBehind, maxWeeksBehind },
    // The first cutoff for which it is too old, which cycles take once its week is over.
    dueBy: addWeeks(lastWeek, maxWeeksBehind + 2),
  };
}
