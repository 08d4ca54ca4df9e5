import type { Client } from '@temporalio/client';
import { grpcCodes, hasCode } from '../../src/adapters/temporal/grpc-codes.ts';

/** What Temporal kept of a workflow, and of every child below it. */
export interface HistoryFigures {
  readonly events: number;
  readonly workflowTasks: number;
  /** Workflow tasks that failed or timed out: work that was done twice. */
  readonly failedWorkflowTasks: number;
  /** Activities that went over a queue. */
  readonly activities: number;
  /** Activities that ran in the worker of their workflow, within a workflow task. */
  readonly localActivities: number;
  readonly children: number;
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

/**
 * Reads the histories of a workflow and its children.
 *
 * @param except the type of children that are left out, with what is below them
 */
export async function historyFigures(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string },
  except?: string,
): Promise<HistoryFigures> {
  const { events = [] } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const scheduled = new Map<string, number>();
  const activityMs: number[] = [];
  const children: string[] = [];
  const count = { workflowTasks: 0, failedWorkflowTasks: 0, localActivities: 0 };
  for (const event of events ?? []) {
    const at = atMs(event.eventTime);
    if (event.activityTaskScheduledEventAttributes) scheduled.set(String(event.eventId), at);
    const completed = event.activityTaskCompletedEventAttributes;
    if (completed) activityMs.push(at - (scheduled.get(String(completed.scheduledEventId)) ?? at));
    if (event.workflowTaskScheduledEventAttributes) count.workflowTasks += 1;
    if (event.workflowTaskFailedEventAttributes ?? event.workflowTaskTimedOutEventAttributes)
      count.failedWorkflowTasks += 1;
    if (event.markerRecordedEventAttributes?.markerName === 'core_local_activity') count.localActivities += 1;
    const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
    if (child?.workflowId && child.workflowType?.name !== except) children.push(child.workflowId);
  }
  const below = await Promise.all(children.map((child) => historyFigures(client, { workflowId: child }, except)));
  const own = { ...count, events: (events ?? []).length, activities: scheduled.size, children: children.length };
  return below.reduce(sumOf, { ...own, activityMs });
}

function sumOf(one: HistoryFigures, other: HistoryFigures): HistoryFigures {
  return {
    events: one.events + other.events,
    workflowTasks: one.workflowTasks + other.workflowTasks,
    failedWorkflowTasks: one.failedWorkflowTasks + other.failedWorkflowTasks,
    activities: one.activities + other.activities,
    localActivities: one.localActivities + other.localActivities,
    children: one.children + other.children,
    activityMs: [...one.activityMs, ...other.activityMs],
  };
}

type EventTime = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number]['eventTime'];

function atMs(time: EventTime): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
