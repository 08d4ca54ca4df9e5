import { isGrpcServiceError, ServiceError, WorkflowFailedError, type Client } from '@temporalio/client';
import type { CycleStage, CycleStatus, RegionCycleResult } from '../../contracts/cycle.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import { cycleStatusQuery, ledgerQuery } from '../../contracts/messages.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { regionControllerId, segmentTrainingId } from '../../contracts/workflow-ids.ts';
import type { CycleProgress, CycleView, SegmentView, WatchTarget } from '../../ports/cycle-progress.ts';
import { grpcCodes, hasCode } from './grpc-codes.ts';
import { runningActivities } from './running-activities.ts';

/** How long one look may take. */
const lookMs = 5000;

/** Cycles on a Temporal server; `clientOf` as for the controllers. */
export function createCycleProgress(clientOf: (environment: string) => Client): CycleProgress {
  return {
    async look(target, before) {
      const client = clientOf(target.environment);
      try {
        return await client.withDeadline(Date.now() + lookMs, () => look(client, target, before));
      } catch (error) {
        if (isOutage(error)) return before;
        throw error;
      }
    },
    async stage(environment, cycleId) {
      try {
        // What Temporal knows of a workflow it also says while no worker is there to answer queries.
        const description = await describeIfThere(clientOf(environment).workflow.getHandle(cycleId).describe());
        if (description?.status.name !== 'RUNNING') return undefined;
        return description.typedSearchAttributes.get(searchAttributes.stage) as CycleStage | undefined;
      } catch (error) {
        if (isOutage(error)) return undefined;
        throw error;
      }
    },
  };
}

/** Whether another look may succeed. What a client may not look at it may not look at later either. */
function isOutage(error: unknown): boolean {
  const answer = error instanceof ServiceError ? error.cause : error;
  if (hasCode(answer, grpcCodes.permissionDenied, grpcCodes.unauthenticated)) return false;
  return error instanceof ServiceError || isGrpcServiceError(error);
}

async function look(client: Client, target: WatchTarget, before: CycleView): Promise<CycleView> {
  const { region, environment } = target;
  let cycleId = before.cycleId ?? target.cycleId;
  if (cycleId === undefined) {
    const ledger = await client.workflow.getHandle(regionControllerId(environment, region)).query(ledgerQuery);
    const entry = ledger.find(({ trigger }) => trigger.id === target.triggerId);
    if (entry?.failure !== undefined && entry.cycleId === undefined) return { ...before, failure: entry.failure };
    cycleId = entry?.cycleId;
  }
  if (cycleId === undefined) return before;
  const handle = client.workflow.getHandle(cycleId);
  const description = await describeIfThere(handle.describe());
  // The ledger names a cycle a moment before Temporal has started it.
  if (!description) return { ...before, cycleId };
  const view: CycleView = { ...before, cycleId, startedAt: description.startTime };
  switch (description.status.name) {
    case 'RUNNING':
      return {
        ...view,
        ...(await runningView(client, cycleId, await handle.query(cycleStatusQuery))),
        activities: (await runningActivities(handle, client.options.loadedDataConverter)).doing,
      };
    case 'COMPLETED':
      return finishedView(view, (await handle.result()) as RegionCycleResult);
    default:
      return {
        ...view,
        stage: 'failed',
        activities: [],
        failure: await failureOf(handle.result(), description.status.name),
      };
  }
}

async function runningView(client: Client, cycleId: string, status: CycleStatus): Promise<Partial<CycleView>> {
  const segments = await Promise.all(
    status.segments.map(async (segment): Promise<SegmentView> => {
      const view = { name: segment.segment, stage: segment.stage, detail: segment.detail };
      if (segment.stage !== 'training') return { ...view, activities: [] };
      const training = client.workflow.getHandle(segmentTrainingId(cycleId, segment.segment));
      const running = runningActivities(training, client.options.loadedDataConverter);
      const { doing, fits } = await running.catch(() => ({ doing: [], fits: [] }));
      return { ...view, activities: doing, ...(fits.length > 0 ? { fits } : {}) };
    }),
  );
  return { stage: status.stage, segments };
}

function finishedView(view: CycleView, result: RegionCycleResult): CycleView {
  const segments = result.segments.map(({ segment, outcome, reason }) => ({
    name: `${segment.region}/${segment.format}/${segment.velocity}`,
    stage: outcome,
    detail: reason,
    activities: [],
  }));
  return { ...view, stage: 'done', activities: [], segments, result };
}

async function failureOf(result: Promise<unknown>, status: string): Promise<string> {
  try {
    await result;
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause) return innermostMessage(error.cause);
  }
  return status.toLowerCase();
}

async function describeIfThere<Description>(description: Promise<Description>): Promise<Description | undefined> {
  try {
    return await description;
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return undefined;
    throw error;
  }
}
