import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { controllerStatusQuery, requestCycleUpdate, type RequestDecision } from '../contracts/messages.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { taskQueues } from '../contracts/task-queues.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { regionControllerId } from '../contracts/workflow-ids.ts';
import type { regionController } from '../workflows/index.ts';

export interface RegionAddress {
  readonly environment: string;
  readonly region: string;
}

/** The controller refused a request, and is as it was before. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';
}

/**
 * Hands a trigger to a region's controller, which is started where it does not live yet, and returns its decision.
 * Throws `RequestRefusedError` with the controller's reason.
 */
export async function requestCycle(
  client: Client,
  { environment, region }: RegionAddress,
  trigger: Trigger,
): Promise<RequestDecision> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof regionController>('regionController', {
    workflowId: regionControllerId(environment, region),
    taskQueue: taskQueues.orchestration,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [{ environment, region }],
    staticSummary: `controller · ${region} · ${environment}`,
    staticDetails:
      'The only gate to the cycles of this region: takes triggers, runs one cycle at a time, keeps the ledger.',
    typedSearchAttributes: [
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ],
  });

  try {
    return await client.workflow.executeUpdateWithStart(requestCycleUpdate, {
      args: [trigger],
      startWorkflowOperation,
    });
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    throw new RequestRefusedError(`${region}: ${error.cause?.message ?? error.message}`, { cause: error });
  }
}

/** Id of the cycle that is under way in a region; `undefined` where none is, or where the region has no controller yet. */
export async function cycleUnderWay(
  client: Client,
  { environment, region }: RegionAddress,
): Promise<string | undefined> {
  const handle = client.workflow.getHandle(regionControllerId(environment, region));
  try {
    const { running } = await handle.query(controllerStatusQuery);
    return running;
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return undefined;
    throw error;
  }
}
