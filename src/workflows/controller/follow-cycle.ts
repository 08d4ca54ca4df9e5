import { CancellationScope, getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CycleEnd, RunningCycle } from '../../contracts/controller.ts';
import { endOfCycle, failedCycle } from '../../contracts/cycle-end.ts';
import { beginning } from '../../contracts/priority.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { regionCycleId } from '../../contracts/workflow-ids.ts';
import { watching } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { regionCycle } from '../region-cycle.ts';
import type { CycleBatch } from './coalesce.ts';

/** A running cycle that its controller waits for. */
export interface FollowedCycle {
  readonly cycleId: string;
  /** How it ended, once it has. */
  readonly end: CycleEnd | undefined;
  /** Stops waiting; the cycle continues. */
  letGo(): void;
}

/**
 * Starts a cycle that outlives this run of the controller, which may continue as new before the cycle has ended.
 *
 * @param nextNumber counts the region's cycles; asked again where a workflow has the id already
 */
export async function startCycle(
  address: RegionAddress,
  batch: CycleBatch,
  nextNumber: () => number,
): Promise<FollowedCycle> {
  const { environment, region } = address;
  const { cutoff, triggers, onlySegments } = batch;
  const number = nextNumber();
  const cycleId = regionCycleId(environment, region, cutoff, number);
  try {
    const child = await startChild(regionCycle, {
      workflowId: cycleId,
      args: [{ environment, region, cutoff, number, triggers, ...(onlySegments ? { onlySegments } : {}) }],
      staticSummary: `${region} · cutoff ${cutoff} · ${environment}`,
      staticDetails: triggers.map(({ cause, requestedBy }) => `- trigger **${cause}** by ${requestedBy}`).join('\n'),
      // A child with the default policy is terminated when its parent continues as new.
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      priority: beginning(region, triggers),
      typedSearchAttributes: [
        { key: searchAttributes.region, value: region },
        { key: searchAttributes.environment, value: environment },
        { key: searchAttributes.cycleWeek, value: cutoff },
        { key: searchAttributes.trigger, value: [...new Set(triggers.map(({ cause }) => cause))] },
        { key: searchAttributes.stage, value: 'ingest' },
      ],
    });
    return follow(
      cycleId,
      child.result().then(endOfCycle, (error: unknown) => failedCycle(cycleId, cutoff, failureReason(error))),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.warn('the id of a cycle is taken', { cycleId });
    return startCycle(address, batch, nextNumber);
  }
}

/** Continues with a cycle that an earlier run of the controller has started. */
export function adoptCycle(environment: string, { cycleId, cutoff }: RunningCycle): FollowedCycle {
  const scope = new CancellationScope();
  const ended = scope.run(() =>
    watching.awaitCycle.executeWithOptions({ summary: `wait for ${cycleId}` }, [{ environment, cycleId, cutoff }]),
  );
  return follow(cycleId, ended, () => scope.cancel());
}

/** Asks a cycle to end. One that has ended already is left as it is. */
export async function cancelCycle(cycleId: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(cycleId).cancel();
  } catch (error) {
    log.warn('a cycle could not be cancelled; it has most likely ended', { cycleId, reason: failureReason(error) });
  }
}

function follow(cycleId: string, ended: Promise<CycleEnd>, letGo: () => void = () => undefined): FollowedCycle {
  let end: CycleEnd | undefined;
  ended.then(
    (known) => (end = known),
    // Let go of, or the controller itself is cancelled: nobody waits any more.
    () => undefined,
  );
  return {
    cycleId,
    get end() {
      return end;
    },
    letGo,
  };
}
