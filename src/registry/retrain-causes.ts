import type { CauseFinding, SegmentData } from '../contracts/cycle.ts';
import { segmentName } from '../contracts/segment.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { weeksBetween, type Week } from '../contracts/week.ts';
import type { ModelRecord } from '../ports/registry.ts';

export interface AssessmentContext {
  readonly cutoff: Week;
  readonly codeVersion: string;
  readonly staleAfterDays: number;
  readonly triggers: readonly Trigger[];
}

/**
 * Holds every cause to retrain a segment against its champion, and says of each what was compared.
 *
 * Drift is not among the findings until drift is measured: a cause nobody looked at must not read as "does not hold".
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
  const ageDays = 7 * weeksBetween(champion.trainingCutoff, context.cutoff);
  return [
    { cause: 'never-trained', holds: false, detail: `champion ${champion.version}` },
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
      detail: `trained on data up to ${champion.trainingCutoff}, ${ageDays} days before the cutoff; limit ${context.staleAfterDays}`,
    },
    requested,
  ];
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
  const asking = triggers.find(({ retrain }) => retrain === 'all' || retrain?.includes(name));
  return asking
    ? { cause: 'requested', holds: true, detail: `${asking.requestedBy} asked for ${segmentName(data.segment)}` }
    : { cause: 'requested', holds: false, detail: 'nobody asked' };
}
