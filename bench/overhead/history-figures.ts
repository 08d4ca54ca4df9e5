import type { Client } from '@temporalio/client';
import { grpcCodes, hasCode } from '../../src/adapters/temporal/grpc-codes.ts';

/** What Temporal kept of a cycle and its children. */
export interface HistoryFigures {
  /** Events of the cycle and of every child below it. */
  readonly events: number;
  /** Milliseconds from the scheduling of each activity until its completion. */
  readonly activityMs: readonly number[];
}

/** Milliseconds from the scheduling of each activity of a type until a worker had it, in one workflow; none where there is none. */
export async function activityWaits(client: Client, workflowId: string, type: string): Promise<readonly number[]> {
  const { events } = await client.workflow
    .getHandle(workflowId)
    .fetchHistory()
    .catch((error: unknown) => {
      if (hasCode(error, grpcCodes.notFound)) return { events: [] };
      throw error;
    });
  const scheduled = new Map<string, number>();
  const waits: number[] = [];
  for (const event of events ?? []) {
    if (event.activityTaskScheduledEventAttributes?.activityType?.name === type) {
      scheduled.set(String(event.eventId), atMs(event.eventTime));
    }
    const began = scheduled.get(String(event.activityTaskStartedEventAttributes?.scheduledEventId));
    if (began !== undefined) waits.push(atMs(event.eventTime) - began);
  }
  return waits;
}

/** Reads the histories of a cycle and its children. */
export async function historyFigures(client: Client, workflowId: string): Promise<HistoryFigures> {
  const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
  const scheduled = new Map<string, number>();
  const activityMs: number[] = [];
  const children: string[] = [];
  for (const event of events ?? []) {
    const at = atMs(event.eventTime);
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

type EventTime = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number]['eventTime'];

function atMs(time: EventTime): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
