import type { BacktestSummary, EvaluationSummary } from '../../contracts/cycle.ts';
import type { DriftPolicy, SegmentDrift } from '../../contracts/drift.ts';
import type { SegmentProfile } from '../../contracts/profile.ts';
import type { Week } from '../../contracts/week.ts';
import type { RealisedWeek } from './error-drift.ts';
import { segmentDrift } from './segment-drift.ts';

/** What drift is measured against. */
export interface ReferenceChampion {
  readonly version: string;
  readonly trainingCutoff: Week;
  readonly backtest: BacktestSummary;
}

/**
 * Drift of a segment by what registry and artifact store hold: the profiles of two dataset versions, the champion, and what cycles found of
 * past forecasts, the oldest first. `undefined` where no week has come since the training.
 */
export function recordedDrift(
  profiles: { readonly reference: SegmentProfile; readonly current: SegmentProfile },
  champion: ReferenceChampion,
  evaluations: readonly EvaluationSummary[],
  policy: DriftPolicy,
): SegmentDrift | undefined {
  const { format, velocity, cutoff } = profiles.current;
  if (cutoff <= champion.trainingCutoff) return undefined;
  return segmentDrift(
    {
      ...profiles,
      trainedTo: champion.trainingCutoff,
      champion: champion.version,
      promised: {
        wape: champion.backtest.metrics.ensemble?.wape ?? null,
        windows: champion.backtest.windows.length,
      },
      realised: realisedWeeks(evaluations, `${format}/${velocity}`),
    },
    policy,
  );
}

/** Realised errors of a segment by target week; what a later cycle found of a week holds. */
function realisedWeeks(evaluations: readonly EvaluationSummary[], segment: string): readonly RealisedWeek[] {
  const weeks = new Map<Week, RealisedWeek>();
  for (const { segments } of evaluations) {
    for (const { week, units, absoluteError } of segments?.[segment] ?? []) {
      weeks.set(week, { week, wape: units > 0 ? absoluteError / units : null });
    }
  }
  return [...weeks.values()];
}
