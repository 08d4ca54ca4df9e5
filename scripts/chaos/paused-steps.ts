import type { Client } from '@temporalio/client';

/** `PENDING_ACTIVITY_STATE_SCHEDULED` of Temporal's API: it waits for its next attempt, or for a slot. */
const scheduled = 1;

/** The steps of running workflows that have failed and wait for their next attempt, each by workflow and activity. */
export async function pausedSteps(client: Client): Promise<ReadonlySet<string>> {
  const paused = new Set<string>();
  for await (const { workflowId, runId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` })) {
    // One that has ended meanwhile waits for nothing.
    const described = await client.workflow
      .getHandle(workflowId, runId)
      .describe()
      .catch(() => undefined);
    for (const { state, attempt, activityId, nextAttemptScheduleTime } of described?.raw.pendingActivities ?? []) {
      const nextAt = 1000 * Number(nextAttemptScheduleTime?.seconds ?? 0);
      const isPaused = Number(state) === scheduled && (attempt ?? 1) > 1 && nextAt > Date.now();
      if (isPaused) paused.add(`${workflowId} ${runId} ${activityId}`);
    }
  }
  return paused;
}
