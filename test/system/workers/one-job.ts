import { proxyActivities } from '@temporalio/workflow';
import type { DataActivities } from '../../../src/activities/index.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { Week } from '../../../src/contracts/week.ts';

/** As `src/workflows/activity-proxies.ts` has it, except for the pauses between attempts. */
const data = proxyActivities<DataActivities>({
  taskQueue: taskQueues.data,
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: '7 days',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '20 milliseconds', maximumInterval: '20 milliseconds' },
});

/** Asks for the latest cutoff, nothing else. */
export function oneJob(region: string): Promise<Week> {
  return data.latestCutoff({ region });
}
