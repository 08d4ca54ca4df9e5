import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { TrainingActivities } from '../../../src/activities/index.ts';
import type { TrainedMember, TrainMemberInput } from '../../../src/contracts/cycle.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';

/**
 * As `src/workflows/activity-proxies.ts` has it, except for the heartbeat timeout, which is longer than a test may take: what continues
 * was given back by another worker.
 */
const training = proxyActivities<TrainingActivities>({
  taskQueue: taskQueues.training,
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: '7 days',
  heartbeatTimeout: '10 minutes',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Trains a member, nothing else. */
export function oneTraining(input: TrainMemberInput): Promise<TrainedMember> {
  return training.trainMember(input);
}
