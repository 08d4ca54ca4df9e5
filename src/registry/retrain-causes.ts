import type { CauseFinding, SegmentData } from '../contracts/cycle.ts';
import type { SegmentDrift } from '../contracts/drift.ts';
import { segmentName, type FittedMemberName } from '../contracts/segment.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { epochDay, weeksBetween, type Week } from '../contracts/week.ts';
import type { ModelRecord } from '../ports/registry.ts';
import { driftFinding } from './drift-finding.ts';

export interface AssessmentContext {
  readonly cutoff: Week;
  /** ISO date on which models are judged old: the cutoff or later. */
  readonly scoredOn: string;
  readonly codeVersion: string;
  readonly staleAfterDays: number;
  /** Fitted members that the project has on. */
  readonly members: readonly FittedMemberName[];
  readonly triggers: readonly Trigger[];
  /** Left out where nothing could be compared. */
  readonly drift?: SegmentDrift;
}

/**
 * Holds every cause to retrain a segment against its champion, and says of each what was compared.
 *
 * Drift is among the findings where it was measured: a cause nobody looked at must not read as "does not hold".
 */
export function retrainFindings(
  data: SegmentData,
  champion: ModelRecord | undefined,
  context: AssessmentContext,
): CauseFinding[] {
  const requested = requestedFinding(data, context.triggers);
  if (!champion) {
    return [{ cause: 'never-trained', holds: true, detail: 'no champion in this environment' }, requested];
  }
  const drift = driftFinding(context.drift);
  const ageDays = epochDay(context.scoredOn) - epochDay(champion.trainingCutoff);
  return [
    membersFinding(champion, context.members),
    dataFinding(data, champion, context.cutoff),
    {
      cause: 'code',
      holds: champion.codeVersion !== context.codeVersion,
      detail:
        champion.codeVersion === context.codeVersion
          ? 'feature, model and conditioner code as trained with'
          : `trained with code ${champion.codeVersion.slice(0, 12)}, now ${context.codeVersion.slice(0, 12)}`,
    },
    {
      cause: 'stale',
      holds: ageDays > context.staleAfterDays,
      detail: `trained on data up to ${champion.trainingCutoff}, ${ageDays} days before ${context.scoredOn}; limit ${context.staleAfterDays}`,
    },
    ...(drift ? [drift] : []),
    requested,
  ];
}

/**
 * Whether a segment is retrained, and why or why not. A cause that holds is enough, except for two requests: to redo only what
 * failed, and to score with the champions there are.
 */
export function retrainDecision(
  { segment }: SegmentData,
  findings: readonly CauseFinding[],
  {
    triggers,
    onlySegments,
  }: { readonly triggers: readonly Trigger[]; readonly onlySegments?: readonly string[] | undefined },
): { readonly retrain: boolean; readonly reason: string } {
  if (onlySegments && !onlySegments.includes(`${segment.format}/${segment.velocity}`)) {
    return { retrain: false, reason: 'left as it is: only what failed is redone' };
  }
  const holding = findings.filter(({ holds }) => holds);
  if (holding.length === 0) return { retrain: false, reason: 'no cause to retrain' };
  const reason = holding.map(({ cause, detail }) => `${cause}: ${detail}`).join('; ');
  if (triggers.length > 0 && triggers.every(({ retrain }) => retrain === 'none')) {
    return { retrain: false, reason: `left as it is: asked to score only (${reason})` };
  }
  return { retrain: true, reason };
}

/**
 * A champion may lack a member that the project has: it could not be trained, where there was no champion to keep, or the project has
 * turned it on since.
 */
function membersFinding({ version, members }: ModelRecord, wanted: AssessmentContext['members']): CauseFinding {
  const missing = wanted.filter((member) => !members[member]);
  return missing.length === 0
    ? { cause: 'never-trained', holds: false, detail: `champion ${version}` }
    : { cause: 'never-trained', holds: true, detail: `champion ${version} lacks ${missing.join(', ')}` };
}

function dataFinding(data: SegmentData, champion: ModelRecord, cutoff: Week): CauseFinding {
  if (data.dataHash === champion.dataHash) return { cause: 'data', holds: false, detail: 'same data as trained on' };
  const newWeeks = weeksBetween(champion.trainingCutoff, cutoff);
  const detail =
    newWeeks > 0
      ? `${newWeeks} new week${newWeeks === 1 ? '' : 's'} since ${champion.trainingCutoff}`
      : 'rows up to the training cutoff changed';
  return { cause: 'data', holds: true, detail };
}

function requestedFinding(data: SegmentData, triggers: readonly Trigger[]): CauseFinding {
  const name = `${data.segment.format}/${data.segment.velocity}`;
  const asking = triggers.find(
    ({ retrain }) => retrain === 'all' || (Array.isArray(retrain) && retrain.includes(name)),
  );
  return asking
    ? { cause: 'requested', holds: true, detail: `${asking.requestedBy} asked for ${segmentName(data.segment)}` }
    : { cause: 'requested', holds: false, detail: 'nobody asked' };
}
