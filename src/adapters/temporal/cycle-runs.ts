import { WorkflowFailedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { endOfCycle, failedCycle } from '../../contracts/cycle-end.ts';
import type { RegionCycleResult } from '../../contracts/cycle.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import type { CycleRuns } from '../../ports/cycle-runs.ts';

/** The workflows of cycles on a Temporal server; `clientOf` as for the controllers. */
export function createCycleRuns(clientOf: (environment: string) => Client): CycleRuns {
  return {
    async end(environment, { cycleId, cutoff }) {
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
    },
  };
}
