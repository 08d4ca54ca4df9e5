import { ApplicationFailure } from '@temporalio/common';
import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { failureTypes } from '../contracts/failures.ts';
import { membersOfEarlierCode, segmentName, type FittedMemberName } from '../contracts/segment.ts';
import { shortReason } from '../contracts/short-text.ts';
import type { SegmentRunner, SegmentSteps } from './cycle-steps.ts';

/**
 * Trains the members of a segment in parallel, then fits and validates their ensemble, and registers it: the challenger.
 *
 * A member that fails leaves the others: the ensemble is then theirs alone, the challenger says so, and the gate whether it will do.
 */
export async function trainSegment(
  input: SegmentTrainingInput,
  steps: SegmentSteps,
  runner: SegmentRunner,
): Promise<Challenger> {
  const name = segmentName(input.assessment.data.segment);
  const failures: string[] = [];
  const untrained: Partial<Record<FittedMemberName, string>> = {};
  const { members = membersOfEarlierCode } = input.assessment;
  const attempts = await Promise.allSettled(
    members.map(async (member) => {
      try {
        const trained = await steps.trainMember({ ...input, member });
        runner.member(member, `trained in ${trained.seconds.toFixed(1)} s`);
        return trained;
      } catch (error) {
        if (runner.isCancelled()) throw error;
        const reason = runner.failureReason(error);
        runner.member(member, `failed: ${reason}`);
        failures.push(`${member}: ${reason}`);
        untrained[member] = shortReason(reason);
        runner.warn('a member could not be trained', { segment: name, member, reason });
        return undefined;
      }
    }),
  );
  const trained: TrainedMember[] = [];
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') throw attempt.reason;
    if (attempt.value) trained.push(attempt.value);
  }
  if (trained.length === 0) {
    throw ApplicationFailure.nonRetryable(
      `no member of ${name} could be trained: ${failures.join('; ')}`,
      failureTypes.training,
    );
  }
  const { challenger, record } = await steps.validateChallenger({ ...input, trained });
  await steps.recordModel({ environment: input.environment, record });
  return Object.keys(untrained).length === 0 ? challenger : { ...challenger, untrained };
}
