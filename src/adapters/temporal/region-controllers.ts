import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { dataChangedSignal, requestCycleUpdate } from '../../contracts/messages.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { RequestRefusedError, type RegionControllers } from '../../ports/region-controllers.ts';

/**
 * The regions' controllers as workflows.
 *
 * @param clientOf the client of an environment, in its namespace
 */
export function createRegionControllers(clientOf: (environment: string) => Client): RegionControllers {
  return {
    async requestCycle(address, trigger) {
      try {
        return await clientOf(address.environment).workflow.executeUpdateWithStart(requestCycleUpdate, {
          args: [trigger],
          startWorkflowOperation: new WithStartWorkflowOperation('regionController', {
            ...startOptions(address),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        });
      } catch (error) {
        throw refusalBy(address.region, error);
      }
    },

    async dataChanged(address, trigger) {
      await clientOf(address.environment).workflow.signalWithStart('regionController', {
        ...startOptions(address),
        signal: dataChangedSignal,
        signalArgs: [trigger],
      });
    },
  };
}

/** The refusal in a failed update of a region's controller; any other error as it is. */
export function refusalBy(region: string, error: unknown): unknown {
  if (!(error instanceof WorkflowUpdateFailedError)) return error;
  const { cause } = error;
  const type = cause instanceof ApplicationFailure ? (cause.type ?? '') : '';
  return new RequestRefusedError({ region, type, reason: cause?.message ?? error.message }, { cause: error });
}

function startOptions({ environment, region }: RegionAddress) {
  return {
    workflowId: regionControllerId(environment, region),
    taskQueue: taskQueues.orchestration,
    args: [{ environment, region }] as [RegionAddress],
    staticSummary: `controller · ${region} · ${environment}`,
    staticDetails:
      'The only gate to the cycles of this region: takes triggers, runs one cycle at a time, keeps the ledger.',
    typedSearchAttributes: [
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ],
  };
}
