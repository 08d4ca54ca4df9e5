import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import { answering, finishing as finishingPriority } from '../contracts/priority.ts';
import { taskQueues } from '../contracts/task-queues.ts';
import type {
  AdoptionActivities,
  ClockActivities,
  DataActivities,
  LandingActivities,
  OrchestrationActivities,
  PromotionActivities,
  ScoringActivities,
  TrainingActivities,
} from '../activities/index.ts';

/**
 * Faults of databases and stores pass, after minutes or after a night. These steps are short and are tried for as long as it
 * takes; giving up would end a controller that is meant to run forever.
 */
const shortStep = {
  taskQueue: taskQueues.orchestration,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
} as const;

/** A sender waits for the answer: better a quick "unavailable" than one that comes when nobody listens any more. */
export const acknowledging = proxyActivities<OrchestrationActivities>({
  taskQueue: taskQueues.orchestration,
  scheduleToCloseTimeout: '5 seconds',
  startToCloseTimeout: '2 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '1 second' },
  priority: answering,
});

export const orchestration = proxyActivities<OrchestrationActivities>(shortStep);
export const clock = proxyActivities<ClockActivities>(shortStep);
/** One question to a controller, which answers in milliseconds, or says within five seconds that the registry is away. */
export const asking = proxyActivities<ClockActivities>({
  ...shortStep,
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});
/** A controller that did not answer at first is asked for so long, and then the next one; the next look tries again. */
export const askingAgain = proxyActivities<ClockActivities>({
  ...shortStep,
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '30 seconds',
});
/** How looks that began under 0.2.0 ask. */
export const notifying = proxyActivities<ClockActivities>({
  ...shortStep,
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '2 minutes',
});
export const promotions = proxyActivities<PromotionActivities>({ ...shortStep, priority: answering });

/** Short steps that end a cycle or a training. */
export const finishing = proxyActivities<OrchestrationActivities>({ ...shortStep, priority: finishingPriority });

/**
 * Copies of what the registry has as published: an hour of tries, and then the cycle ends without them and says so, rather than hold
 * up the ones after it.
 */
export const copies = proxyActivities<OrchestrationActivities>({
  ...shortStep,
  priority: finishingPriority,
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '1 hour',
});

/**
 * CPU-bound steps run in a child process that reports progress; fifteen seconds of silence mean that the machine of the worker is gone: a
 * worker that was killed on its own is found sooner, by the next one (`composition/lost-attempts.ts`). Their retries
 * have a budget in time and not in number: an outage of the registry, the store or the server on a Monday morning lasts as long as it
 * lasts, and a deploy stops every attempt under way. What no retry helps, and a process that keeps dying at one place, fails
 * without further retries (`activities/strikes.ts`).
 */
const childProcess = {
  startToCloseTimeout: '6 hours',
  // Counts the time in the queue too: a worker may be off for a weekend.
  scheduleToCloseTimeout: '7 days',
  heartbeatTimeout: '15 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
} as const;

export const data = proxyActivities<DataActivities>({ ...childProcess, taskQueue: taskQueues.data });
export const landing = proxyActivities<LandingActivities>({ ...childProcess, taskQueue: taskQueues.data });
export const training = proxyActivities<TrainingActivities>({ ...childProcess, taskQueue: taskQueues.training });
/** What ends a training, before the trainings of others. */
export const validation = proxyActivities<TrainingActivities>({
  ...childProcess,
  taskQueue: taskQueues.training,
  priority: finishingPriority,
});
export const adoptions = proxyActivities<AdoptionActivities>({
  ...childProcess,
  taskQueue: taskQueues.scoring,
  priority: answering,
});
export const scoring = proxyActivities<ScoringActivities>({
  ...childProcess,
  taskQueue: taskQueues.scoring,
  priority: finishingPriority,
});
