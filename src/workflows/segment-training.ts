import { ApplicationFailure, isCancellation, log, setWorkflowOptions } from '@temporalio/workflow';
import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { failureTypes } from '../contracts/failures.ts';
import { members, segmentName, type MemberName } from '../contracts/segment.ts';
import { training } from './activity-proxies.ts';
import { failureReason } from './failure-reason.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/**
 * Trains the members of a segment side by side, then fits and validates their ensemble: the challenger.
 *
 * A member that fails leaves the other: the ensemble is then that member alone, and the gate says whether it will do.
 */
export async function segmentTraining(input: SegmentTrainingInput): Promise<Challenger> {
  const name = segmentName(input.assessment.data.segment);
  const progress = new Map<MemberName, string>(members.map((member) => [member, 'training']));
  const show = (): void => showDetails(memberTable(name, progress));
  show();

  const failures: string[] = [];
  const attempts = await Promise.allSettled(
    members.map(async (member) => {
      try {
        const trained = await training.trainMember.executeWithOptions({ summary: `train ${member} · ${name}` }, [
          { ...input, member },
        ]);
        progress.set(member, `trained in ${trained.seconds.toFixed(1)} s`);
        return trained;
      } catch (error) {
        if (isCancellation(error)) throw error;
        const reason = failureReason(error);
        progress.set(member, `failed: ${reason}`);
        failures.push(`${member}: ${reason}`);
        log.warn('a member could not be trained', { segment: name, member, reason });
        return undefined;
      } finally {
        show();
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
  return training.validateChallenger.executeWithOptions({ summary: `validate · ${name}` }, [{ ...input, trained }]);
}
// Ends on the build its cycle began on.
setWorkflowOptions(versioned('PINNED'), segmentTraining);

function memberTable(name: string, progress: ReadonlyMap<MemberName, string>): readonly string[] {
  const rows = [...progress].map(([member, state]) => `| ${member} | ${state} |`);
  return [`**${name}**`, '', '| member | state |', '| --- | --- |', ...rows];
}
