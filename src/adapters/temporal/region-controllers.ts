import {
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import {
  cancelCycleUpdate,
  controllerStatusQuery,
  dataChangedUpdate,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
  rollbackUpdate,
  type RequestDecision,
} from '../../contracts/messages.ts';
import { pageLink, pagePaths } from '../../contracts/page-addresses.ts';
import { refusedFactsIn } from '../../contracts/refused-facts.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import type { Trigger } from '../../contracts/trigger.ts';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { RequestRefusedError, type RegionControllers } from '../../ports/region-controllers.ts';
import { grpcCodes, hasCode } from './grpc-codes.ts';

/** A controller answers in milliseconds, or says within five seconds that the registry is away. */
const usualAnswersWithinMs = 8000;

interface Options {
  /** Milliseconds that a controller has to take a data change. Default: 8,000. */
  readonly answersWithinMs?: number;
  /** Address of the web application, to which controllers link. Default: no links. */
  readonly pages?: string | undefined;
}

/**
 * The regions' controllers as workflows.
 *
 * @param clientOf the client of an environment, in its namespace
 */
export function createRegionControllers(
  clientOf: (environment: string) => Client,
  { answersWithinMs = usualAnswersWithinMs, pages }: Options = {},
): RegionControllers {
  const controllerOf = ({ environment, region }: RegionAddress) =>
    clientOf(environment).workflow.getHandle(regionControllerId(environment, region));

  /** Hands a trigger to a controller, which is started where it does not live. */
  async function deliver(
    update: typeof requestCycleUpdate,
    address: RegionAddress,
    trigger: Trigger,
  ): Promise<RequestDecision> {
    try {
      return await clientOf(address.environment).workflow.executeUpdateWithStart(update, {
        args: [trigger],
        startWorkflowOperation: new WithStartWorkflowOperation('regionController', {
          ...startOptions(address, pages),
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    } catch (error) {
      throw refusalBy(address.region, error);
    }
  }

  return {
    requestCycle: (address, trigger) => deliver(requestCycleUpdate, address, trigger),
    // Of many regions: one that does not answer must not occupy a slot of the worker that asks for as long as it likes.
    dataChanged: (address, trigger) =>
      clientOf(address.environment).withDeadline(Date.now() + answersWithinMs, () =>
        deliver(dataChangedUpdate, address, trigger),
      ),

    status: (address) => ifThere(() => onceAnswered(() => controllerOf(address).query(controllerStatusQuery))),
    ledger: (address) => ifThere(() => onceAnswered(() => controllerOf(address).query(ledgerQuery))),
    pause: (address, request) =>
      refusable(address, () => controllerOf(address).executeUpdate(pauseUpdate, { args: [request] })),
    resume: (address, request) =>
      refusable(address, () => controllerOf(address).executeUpdate(resumeUpdate, { args: [request] })),
    cancelCycle: (address, request) =>
      refusable(address, () => controllerOf(address).executeUpdate(cancelCycleUpdate, { args: [request] })),
    rollback: (address, request) =>
      refusable(address, () => controllerOf(address).executeUpdate(rollbackUpdate, { args: [request] })),
  };
}

/** How often a controller is asked that no worker answers for. Each time the server waits half a minute for one. */
const asks = 2;

/** Asks again while the workers are restarting, or too busy to answer before the server gives up. */
async function onceAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const timedOut = error instanceof ServiceError && hasCode(error.cause, grpcCodes.deadlineExceeded);
      if (!timedOut || tries === asks) throw error;
    }
  }
}

/** `undefined` where the region has no controller yet. */
async function ifThere<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

async function refusable<Answer>({ region }: RegionAddress, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      const reason = 'has no controller yet: it has never been asked for a cycle';
      throw new RequestRefusedError({ region, type: refusalTypes.noController, reason }, { cause: error });
    }
    throw refusalBy(region, error);
  }
}

/** The server's type for an update whose workflow ended while it was at it. */
const endedBeforeAnswer = 'AcceptedUpdateCompletedWorkflow';

/** The refusal in a failed update of a region's controller; any other error as it is. */
function refusalBy(region: string, error: unknown): unknown {
  // The server takes no update for a workflow whose task has failed or timed out repeatedly, as in a restart of its workers.
  if (hasCode(error, grpcCodes.failedPrecondition)) {
    const reason = `its controller does not answer (${error.details}); send it again with the same id`;
    return new RequestRefusedError({ region, type: refusalTypes.unavailable, reason }, { cause: error });
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    const reason = 'its controller does not answer; send it again with the same id';
    return new RequestRefusedError({ region, type: refusalTypes.unavailable, reason }, { cause: error });
  }
  if (!(error instanceof WorkflowUpdateFailedError)) return error;
  const { cause } = error;
  const failure = cause instanceof ApplicationFailure ? cause : undefined;
  if (cause instanceof CancelledFailure || failure?.type === endedBeforeAnswer) {
    const reason =
      'its controller was ended before it answered; send it again with the same id, and the next one answers';
    return new RequestRefusedError({ region, type: refusalTypes.unavailable, reason }, { cause: error });
  }
  const facts = refusedFactsIn(failure?.details);
  const reason = cause?.message ?? error.message;
  return new RequestRefusedError({ region, type: failure?.type ?? '', reason, facts }, { cause: error });
}

function startOptions({ environment, region }: RegionAddress, pages: string | undefined) {
  return {
    workflowId: regionControllerId(environment, region),
    taskQueue: taskQueues.orchestration,
    args: [{ environment, region, ...(pages === undefined ? {} : { pages }) }] as [RegionAddress],
    staticSummary: `controller · ${region} · ${environment}`,
    staticDetails: [
      'The only gate to the cycles of this region: takes triggers, runs one cycle at a time, keeps the ledger.',
      ...pageLink(pages, `${region} in Shelfcast`, pagePaths.region(environment, region)),
    ].join('\n'),
    priority: { fairnessKey: region },
    typedSearchAttributes: [
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ],
  };
}
