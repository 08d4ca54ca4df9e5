import type { SegmentProfile } from '../../contracts/profile.ts';
import { weeksBetween, type Week } from '../../contracts/week.ts';

/** How many cells of a region have a value, week by week up to the cutoff, for the newest weeks of its profiles. */
export interface WeeklyCounts {
  readonly firstWeek: Week;
  /** The cutoff's count is the last one. */
  readonly counts: readonly number[];
}

/** Adds up the counts of the columns of one source over the segments; of several columns the fullest one counts. */
export function weeklyCounts(profiles: readonly SegmentProfile[], columns: readonly string[]): WeeklyCounts {
  const firstWeek = profiles.map((profile) => profile.firstWeek).sort()[0] ?? '';
  const weeks = Math.max(0, ...profiles.map((profile) => profile.weeks));
  const perColumn = columns.map((name) => {
    const counts = new Array<number>(weeks).fill(0);
    for (const profile of profiles) {
      const from = weeksBetween(firstWeek, profile.firstWeek);
      const whole = profile.series / Math.max(1, profile.sampledSeries);
      profile.columns
        .find(({ column }) => column === name)
        ?.weekly.forEach((count, week) => (counts[from + week] = (counts[from + week] ?? 0) + count * whole));
    }
    return counts;
  });
  const counts = Array.from({ length: weeks }, (_, week) => Math.max(0, ...perColumn.map((one) => one[week] ?? 0)));
  return { firstWeek, counts };
}

/** The median; `undefined` of nothing. */
export function median(values: readonly number[]): number | undefined {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  const upper = ordered[middle];
  return ordered.length % 2 === 1 || upper === undefined ? upper : ((ordered[middle - 1] ?? upper) + upper) / 2;
}
