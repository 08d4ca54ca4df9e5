import { ApplicationFailure, type Priority } from '@temporalio/common';
import { patched, proxyLocalActivities } from '@temporalio/workflow';
import type { OrchestrationActivities, PromotionActivities } from '../activities/index.ts';
import { finishing, orchestration, promotions } from './activity-proxies.ts';
import { isOwnCancellation } from './own-cancellation.ts';

/** Runs begun under 0.2.0 have every step over a queue, and every decision of a gate as a workflow. */
const patch = 'short-steps-in-place';

/**
 * One attempt, far within the ten seconds of a workflow task: the task is not extended for it.
 */
const local = proxyLocalActivities<OrchestrationActivities & PromotionActivities>({
  startToCloseTimeout: '2 seconds',
  scheduleToStartTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

interface Options {
  /** For readers of Temporal's UI. */
  readonly summary: string;
  /** Place in the queue, where it comes to that. */
  readonly priority?: Priority;
}

interface LocalStep<Input extends unknown[], Output> {
  executeWithOptions(options: { readonly summary: string }, args: Input): Promise<Output>;
}

interface QueuedStep<Input extends unknown[], Output> {
  executeWithOptions(options: Options, args: Input): Promise<Output>;
}

/** Steps of milliseconds, as a run of a workflow does them. */
export type ShortSteps = ReturnType<typeof shortSteps>;

/**
 * The steps of milliseconds, as this run does them from its start on.
 *
 * Each is a local activity first: it runs in the worker that has the workflow's task, in place of two ways over the server and another task of
 * the workflow. It is idempotent, since it may run again with its task. Where that one attempt does not succeed, as with a registry that is
 * away, the step goes to its queue, and is tried there for as long as it takes: there, a retry adds nothing to the history, and the workflow
 * takes messages meanwhile.
 */
export function shortSteps() {
  const isInPlace = isShort();
  const step =
    <Input extends unknown[], Output>(here: LocalStep<Input, Output>, queued: QueuedStep<Input, Output>) =>
    async (options: Options, ...args: Input): Promise<Output> => {
      if (!isInPlace) return queued.executeWithOptions(options, args);
      try {
        return await here.executeWithOptions({ summary: options.summary }, args);
      } catch (error) {
        if (isOwnCancellation() || isFinal(error)) throw error;
        return queued.executeWithOptions(options, args);
      }
    };
  return {
    openCycle: step(local.openCycle, orchestration.openCycle),
    recordDataset: step(local.recordDataset, orchestration.recordDataset),
    assessSegments: step(local.assessSegments, orchestration.assessSegments),
    recordModel: step(local.recordModel, finishing.recordModel),
    recordDecision: step(local.recordDecision, promotions.recordDecision),
    commitCycle: step(local.commitCycle, finishing.commitCycle),
    recordEvaluation: step(local.recordEvaluation, finishing.recordEvaluation),
    closeCycle: step(local.closeCycle, finishing.closeCycle),
  };
}

/** Whether this run does its short steps itself, and decides itself where a gate alone does. */
export function isShort(): boolean {
  return patched(patch);
}

/** Whether another attempt would fail as well. A local activity rejects with the failure that the activity threw. */
function isFinal(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.nonRetryable === true;
}
