import type { AnswerOf } from '../../../app/operations.ts';

export type MonitoredSegment = AnswerOf<'monitoring.show'>['segments'][number];
export type RealisedWeek = MonitoredSegment['weeks'][number];

/** A figure over several weeks, each by its units; null where no week has it. */
export function overWeeks(
  weeks: readonly RealisedWeek[],
  figure: 'wape' | 'baselineWape' | 'bias' | 'coverage',
): number | null {
  const known = weeks.filter((week) => week[figure] !== null);
  const weight = (week: RealisedWeek): number => (figure === 'coverage' ? week.rows : week.units);
  const total = known.reduce((sum, week) => sum + weight(week), 0);
  if (total === 0) return null;
  return known.reduce((sum, week) => sum + (week[figure] ?? 0) * weight(week), 0) / total;
}
