import { log, setWorkflowOptions } from '@temporalio/workflow';
import { trainSegment } from '../cycle/train-segment.ts';
import type { Challenger, SegmentTrainingInput } from '../contracts/cycle.ts';
import { membersOfEarlierCode, segmentName, type MemberName } from '../contracts/segment.ts';
import { training, validation } from './activity-proxies.ts';
import { failureReason } from './failure-reason.ts';
import { isOwnCancellation } from './own-cancellation.ts';
import { shortSteps } from './short-steps.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/** Trains the members of a segment and validates their ensemble, as `trainSegment` has it: its steps are activities. */
export async function segmentTraining(input: SegmentTrainingInput): Promise<Challenger> {
  const name = segmentName(input.assessment.data.segment);
  const short = shortSteps();
  const { members = membersOfEarlierCode } = input.assessment;
  const progress = new Map<MemberName, string>(members.map((member) => [member, 'training']));
  const show = (): void => showDetails(memberTable(name, progress));
  show();
  const { trainMember } = training;
  const { validateChallenger } = validation;
  const { recordModel } = short;
  return trainSegment(
    input,
    {
      trainMember: (one) => trainMember.executeWithOptions({ summary: `train ${one.member} · ${name}` }, [one]),
      validateChallenger: (one) => validateChallenger.executeWithOptions({ summary: `validate · ${name}` }, [one]),
      recordModel: (one) => recordModel({ summary: `register · ${name}` }, one),
    },
    {
      member: (member, state) => {
        progress.set(member, state);
        show();
      },
      isCancelled: isOwnCancellation,
      failureReason,
      warn: (message, facts) => log.warn(message, facts),
    },
  );
}
// Ends on the build its cycle began on.
setWorkflowOptions(versioned('PINNED'), segmentTraining);

function memberTable(name: string, progress: ReadonlyMap<MemberName, string>): readonly string[] {
  const rows = [...progress].map(([member, state]) => `| ${member} | ${state} |`);
  return [`**${name}**`, '', '| member | state |', '| --- | --- |', ...rows];
}
