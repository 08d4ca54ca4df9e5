import type { Challenger, ForecastSummary, SegmentAssessment, SegmentOutcome } from '../contracts/cycle.ts';
import { segmentName } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { failedChecks, figuresText } from './challenger-figures.ts';
import type { Verdict } from './cycle-steps.ts';

type Standing = Omit<SegmentOutcome, 'outcome' | 'reason'>;

/** A segment before anything was trained: its causes, and who would score it. */
export function standingOf({ champion, data, findings }: SegmentAssessment): Standing {
  const causes = findings.filter(({ holds }) => holds).map(({ cause }) => cause);
  return {
    segment: data.segment,
    causes,
    ...(champion
      ? {
          champion: champion.version,
          championTrainedTo: champion.trainingCutoff,
          backtest: champion.backtest,
          scoredBy: 'champion' as const,
        }
      : { scoredBy: 'baseline' as const }),
  };
}

/** A segment after its challenger was decided on: who takes over counts, and its figures with it. */
export function outcomeAfter(
  standing: Standing,
  challenger: Challenger,
  verdict: Verdict,
  cutoff: Week,
): SegmentOutcome {
  const takesOver = verdict.champion !== undefined;
  const figures = takesOver || standing.champion === undefined ? { backtest: challenger.backtest } : {};
  return { ...standing, ...figures, ...(takesOver ? { championTrainedTo: cutoff } : {}), ...verdict };
}

/** A model for a cutoff long past scores that cutoff and nothing else: the champion knows later weeks. */
export function useForBackfill(challenger: Challenger, laterChampion: string): Verdict {
  if (!challenger.gatePassed) return { outcome: 'rejected', reason: failedChecks(challenger) };
  const reason = `scores this cutoff only, champion ${laterChampion} was trained on later weeks; ${figuresText(challenger)}`;
  return { outcome: 'backfilled', champion: challenger.version, scoredBy: 'champion', reason };
}

/** A segment after scoring: where the baseline had to do, says so. */
export function afterScoring(outcome: SegmentOutcome, { baselineSegments }: ForecastSummary): SegmentOutcome {
  const { format, velocity } = outcome.segment;
  const fallback = baselineSegments[`${format}/${velocity}`];
  return fallback === undefined
    ? outcome
    : { ...outcome, scoredBy: 'baseline', reason: joined(outcome.reason, fallback) };
}

/** Why a segment degrades its region: it failed to refresh, or the baseline had to score it; nothing where it does not. */
export function degradedReason(outcome: SegmentOutcome): string[] {
  const name = segmentName(outcome.segment);
  if (outcome.outcome === 'failed') {
    return [`${name}: training failed, scored by the ${outcome.scoredBy}: ${outcome.reason}`];
  }
  if (outcome.scoredBy === 'baseline') return [`${name}: scored by the baseline: ${outcome.reason}`];
  return [];
}

function joined(...sentences: readonly string[]): string {
  return [...new Set(sentences.filter((sentence) => sentence !== ''))].join('; ');
}
