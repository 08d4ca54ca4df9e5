import type { Client } from '@temporalio/client';

/** What Temporal kept of a cycle and its children. */
export interface HistoryFigures {
  /** Events of the cycle and of every child below it. */
  readonly events: number;
  /** Milliseconds from the scheduling of each activity until its completion. */
  readonly activityMs: readonly number[];
}

/** Reads the histories of a cycle and its children. */
export async function historyFigures(client: Client, workflowId: string): Promise<HistoryFigures> {
  const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
  const scheduled = new Map<string, number>();
  const activityMs: number[] = [];
  const children: string[] = [];
  for (const event of events ?? []) {
    const at = Number(event.eventTime?.seconds ?? 0) * 1000 + (event.eventTime?.nanos ?? 0) / 1e6;
    if (event.activityTaskScheduledEventAttributes) scheduled.set(String(event.eventId), at);
    const completed = event.activityTaskCompletedEventAttributes;
    if (completed) activityMs.push(at - (scheduled.get(String(completed.scheduledEventId)) ?? at));
    const child = event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
    if (child) children.push(child);
  }
  const below = await Promise.all(children.map((child) => historyFigures(client, child)));
  return {
    events: (events ?? []).length + below.reduce((sum, one) => sum + one.events, 0),
    activityMs: [...activityMs, ...below.flatMap((one) => one.activityMs)],
  };
}
