import { WorkflowFailedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { endOfCycle, failedCycle } from '../../contracts/cycle-end.ts';
import type { RegionCycleInput, RegionCycleResult } from '../../contracts/cycle.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import type { CycleRuns } from '../../ports/cycle-runs.ts';
import { grpcCodes, hasCode } from './grpc-codes.ts';

/** The workflows of cycles on a Temporal server; `clientOf` as for the controllers. */
export function createCycleRuns(clientOf: (environment: string) => Client): CycleRuns {
  const end: CycleRuns['end'] = async (environment, { cycleId, cutoff }) => {
    const handle = clientOf(environment).workflow.getHandle(cycleId);
    try {
      const { status } = await handle.describe();
      if (status.name === 'RUNNING') return undefined;
      return endOfCycle((await handle.result()) as RegionCycleResult);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return failedCycle(cycleId, cutoff, 'its workflow is gone');
      if (error instanceof WorkflowFailedError) return failedCycle(cycleId, cutoff, innermostMessage(error));
      throw error;
    }
  };
  return {
    end,
    async find(environment, cycle) {
      const input = await inputOf(clientOf(environment), cycle.cycleId);
      if (!input) return undefined;
      const ended = await end(environment, cycle);
      return { triggerIds: input.triggers.map(({ id }) => id), ...(ended ? { end: ended } : {}) };
    },
  };
}

/** What a cycle was started with: the first event of its history has it, whether it runs or not. */
async function inputOf({ workflowService, options }: Client, cycleId: string): Promise<RegionCycleInput | undefined> {
  const { namespace, loadedDataConverter } = options;
  try {
    const { history } = await workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId: cycleId },
      maximumPageSize: 1,
    });
    const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
    const [input] = await decodeArrayFromPayloads(loadedDataConverter, payloads);
    return input as RegionCycleInput | undefined;
  } catch (error) {
    if (hasCode(error, grpcCodes.notFound)) return undefined;
    throw error;
  }
}
