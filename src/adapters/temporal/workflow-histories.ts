import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { WorkflowHistories } from '../../ports/workflow-histories.ts';

/** `temporal.api.enums.v1.VersioningBehavior.VERSIONING_BEHAVIOR_PINNED`. */
const pinnedBehavior = 1;

/** Histories of workflows on Temporal servers. @param clientOf gives the client of an environment */
export function createWorkflowHistories(clientOf: (environment: string) => Client): WorkflowHistories {
  return {
    async *sample(environment, { workflow, since, most }) {
      const client = clientOf(environment);
      const query = `WorkflowType = "${workflow}" AND (StartTime >= "${since}" OR ExecutionStatus = "Running")`;
      let taken = 0;
      for await (const { workflowId, runId, raw } of client.workflow.list({ query, pageSize: Math.min(most, 100) })) {
        if (taken === most) return;
        try {
          const events = await client.workflow.getHandle(workflowId, runId).fetchHistory();
          taken += 1;
          yield {
            workflow,
            workflowId,
            runId,
            pinned: Number(raw.versioningInfo?.behavior) === pinnedBehavior,
            events,
          };
        } catch (error) {
          // Listed, and then deleted by the server's retention.
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        }
      }
    },
  };
}
