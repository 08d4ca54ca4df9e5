import type { Challenger, ForecastSummary, SegmentAssessment, SegmentOutcome } from '../contracts/cycle.ts';
import type { PromotionPlan } from '../contracts/promotion-plan.ts';
import { segmentName, type Segment } from '../contracts/segment.ts';
import { serverNames } from '../contracts/serving.ts';
import type { Week } from '../contracts/week.ts';
import { failedChecks, figuresText } from './challenger-figures.ts';
import type { Verdict } from './cycle-steps.ts';

/** A segment without what this cycle does with it. */
export type Standing = Omit<SegmentOutcome, 'outcome' | 'reason'>;

/** A segment before anything was trained: its causes, and who would score it. Without a champion, scoring chooses the fallback. */
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
      : { scoredBy: 'seasonal' as const }),
  };
}

/** A segment after its challenger was decided on: who takes over counts, and its figures with it; if nobody does, who stands in. */
export function outcomeAfter(
  standing: Standing,
  challenger: Challenger,
  verdict: Verdict,
  cutoff: Week,
  policy: PromotionPlan['policy'],
): SegmentOutcome {
  const lack = challenger.untrained ? { untrained: challenger.untrained } : {};
  if (verdict.champion !== undefined) {
    return { ...standing, ...lack, backtest: challenger.backtest, championTrainedTo: cutoff, ...verdict };
  }
  const figures = standing.champion === undefined ? { backtest: challenger.backtest } : {};
  const decided = { ...standing, ...lack, ...figures, ...verdict };
  const standIn = challenger.serves?.[policy];
  if (!standIn || challenger.version === standing.champion) return decided;
  const reason = joined(verdict.reason, standIn.reason);
  switch (standIn.by) {
    case 'champion':
      return decided;
    case 'challenger':
      return { ...decided, scoredBy: 'challenger', provisional: challenger.version, reason };
    case 'seasonal':
    case 'baseline':
      return { ...decided, scoredBy: standIn.by, reason };
  }
}

/** A model for a cutoff long past scores only that cutoff: the champion knows later weeks. */
export function useForBackfill(challenger: Challenger, laterChampion: string): Verdict {
  if (!challenger.gatePassed) return { outcome: 'rejected', reason: failedChecks(challenger) };
  const reason = `scores this cutoff only, champion ${laterChampion} was trained on later weeks; ${figuresText(challenger)}`;
  return { outcome: 'backfilled', champion: challenger.version, scoredBy: 'champion', reason };
}

/** What a segment is to be scored with: a model by its version, or a fallback by its name; neither leaves the choice to scoring. */
export function serverOf(outcome: SegmentOutcome): {
  readonly champion?: string;
  readonly fallback?: 'seasonal' | 'baseline';
} {
  const { scoredBy, champion, provisional, outcome: how } = outcome;
  if (scoredBy === 'champion' && champion !== undefined) return { champion };
  if (scoredBy === 'challenger' && provisional !== undefined) return { champion: provisional };
  const isChosen = outcome.backtest !== undefined && how !== 'failed';
  return isChosen && (scoredBy === 'seasonal' || scoredBy === 'baseline') ? { fallback: scoredBy } : {};
}

/**
 * A segment after scoring: where something else had to do than was meant to, says so. A challenger that could not score does not become
 * champion: the segment has the champion it had.
 */
export function afterScoring(
  outcome: SegmentOutcome,
  { fallbacks }: ForecastSummary,
  standing: Standing | undefined,
): SegmentOutcome {
  const { format, velocity } = outcome.segment;
  const fallback = fallbacks?.[`${format}/${velocity}`];
  if (fallback === undefined) return outcome;
  const { provisional: _provisional, ...rest } = outcome;
  const kept = outcome.outcome === 'promoted' && standing ? notPromoted(outcome, standing, 'rejected') : rest;
  return {
    ...kept,
    scoredBy: fallback.by,
    ...(fallback.version === undefined ? {} : { provisional: fallback.version }),
    reason: joined(outcome.reason, fallback.reason),
  };
}

/** A segment after the commit: a challenger that did not become champion, because somebody had decided otherwise, says so. */
export function afterCommit(
  outcome: SegmentOutcome,
  leftOut: readonly { readonly segment: Segment; readonly reason: string }[],
  standing: Standing | undefined,
): SegmentOutcome {
  const found = leftOut.find(({ segment }) => segmentName(segment) === segmentName(outcome.segment));
  if (!found || !standing) return outcome;
  const { champion: version } = outcome;
  return {
    ...notPromoted(outcome, standing, 'kept'),
    scoredBy: 'challenger',
    ...(version === undefined ? {} : { provisional: version }),
    reason: joined(`did not become champion: ${found.reason}`, outcome.reason),
  };
}

/** With the champion that the segment had before its challenger passed. */
function notPromoted(outcome: SegmentOutcome, standing: Standing, how: SegmentOutcome['outcome']): SegmentOutcome {
  const { champion: _version, championTrainedTo: _to, ...rest } = outcome;
  const { champion, championTrainedTo } = standing;
  return {
    ...rest,
    outcome: how,
    ...(champion === undefined ? {} : { champion }),
    ...(championTrainedTo === undefined ? {} : { championTrainedTo }),
  };
}

/**
 * Why a segment degrades its region: it failed to refresh, a member of it could not be trained, or something else than a champion scored it;
 * nothing otherwise.
 */
export function degradedReason(outcome: SegmentOutcome): string[] {
  const name = segmentName(outcome.segment);
  const lacks = Object.entries(outcome.untrained ?? {}).map(
    ([member, reason]) => `${name}: ${member} could not be trained: ${reason}`,
  );
  return [...lacks, ...serverReason(outcome)];
}

function serverReason({ segment, outcome: how, scoredBy, provisional, reason }: SegmentOutcome): string[] {
  const name = segmentName(segment);
  if (how === 'failed') return [`${name}: training failed, scored by the ${serverNames[scoredBy]}: ${reason}`];
  if (scoredBy === 'challenger')
    return [
      `${name}: ${how === 'kept' ? '' : 'below target, '}challenger ${provisional} serves provisionally: ${reason}`,
    ];
  if (scoredBy !== 'champion') return [`${name}: scored by the ${serverNames[scoredBy]}: ${reason}`];
  return [];
}

function joined(...sentences: readonly string[]): string {
  return [...new Set(sentences.filter((sentence) => sentence !== ''))].join('; ');
}
