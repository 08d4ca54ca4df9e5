import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { TrainingActivities } from '../../../src/activities/index.ts';
import type { TrainedMember, TrainMemberInput } from '../../../src/contracts/cycle.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';

/** As `src/workflows/activity-proxies.ts` has it, except for a shorter heartbeat timeout: a lost worker is found in less time. */
const training = proxyActivities<TrainingActivities>({
  taskQueue: taskQueues.training,
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: '7 days',
  heartbeatTimeout: '5 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Trains a member, nothing else. */
export function oneTraining(input: TrainMemberInput): Promise<TrainedMember> {
  return training.trainMember(input);
}
