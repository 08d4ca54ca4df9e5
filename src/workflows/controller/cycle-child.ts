import {
  ChildWorkflowCancellationType,
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { endOfCycle, failedCycle, type CycleEnd } from '../../contracts/cycle-end.ts';
import { pageLink, pagePaths } from '../../contracts/page-addresses.ts';
import { beginning } from '../../contracts/priority.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import type { Trigger } from '../../contracts/trigger.ts';
import { regionCycleId } from '../../contracts/workflow-ids.ts';
import { failureReason } from '../failure-reason.ts';
import { regionCycle } from '../region-cycle.ts';
import type { CycleBatch } from './coalesce.ts';

/** Triggers that are shown on the page of their cycle. */
const shownTriggers = 20;

/** What a controller knows that its cycles need. */
interface Starter {
  readonly address: RegionAddress;
  /** Address of the web application. */
  readonly pages: string | undefined;
}

/** A cycle that was started. */
export interface StartedCycle {
  /** How it ended, for as long as this run of the controller lasts. */
  readonly ended: Promise<CycleEnd>;
}

/**
 * Starts a cycle that outlives this run of the controller, which may continue as new before the cycle has ended.
 *
 * @returns `undefined` where a workflow has the id already
 */
export async function startCycle(
  { address: { environment, region }, pages }: Starter,
  number: number,
  { cutoff, triggers, onlySegments }: CycleBatch,
): Promise<StartedCycle | undefined> {
  const cycleId = regionCycleId(environment, region, cutoff, number);
  try {
    const child = await startChild(regionCycle, {
      workflowId: cycleId,
      args: [{ environment, region, cutoff, number, triggers, ...(onlySegments ? { onlySegments } : {}) }],
      staticSummary: `${region} · cutoff ${cutoff} · ${environment}`,
      staticDetails: [
        ...detailsOf(triggers),
        ...pageLink(pages, 'This cycle in Shelfcast', pagePaths.cycle(environment, cycleId)),
      ].join('\n'),
      // A child with the default policy is terminated when its parent continues as new.
      parentClosePolicy: ParentClosePolicy.ABANDON,
      // A controller that is cancelled asks its cycle to end itself, once.
      cancellationType: ChildWorkflowCancellationType.ABANDON,
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
    const ended = child
      .result()
      .then(endOfCycle, (error: unknown) => failedCycle(cycleId, cutoff, failureReason(error)));
    return { ended };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.warn('the id of a cycle is taken', { cycleId });
    return undefined;
  }
}

/** What Temporal's UI shows of the triggers: the first ones, since 20,000 bytes are allowed. */
function detailsOf(triggers: readonly Trigger[]): readonly string[] {
  const lines = triggers
    .slice(0, shownTriggers)
    .map(({ cause, requestedBy }) => `- trigger **${cause}** by ${requestedBy}`);
  const others = triggers.length - shownTriggers;
  return [...lines, ...(others > 0 ? [`- and ${others} more: query \`ledger\` of the controller`] : [])];
}

/** Asks a cycle to end. One that has ended already is left as it is. */
export async function cancelCycle(cycleId: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(cycleId).cancel();
  } catch (error) {
    log.warn('a cycle could not be cancelled; it has most likely ended', { cycleId, reason: failureReason(error) });
  }
}
