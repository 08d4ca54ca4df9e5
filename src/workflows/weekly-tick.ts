import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import type { TickResult } from '../contracts/clock.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import { scheduleAttributes } from '../contracts/search-attributes.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { clock, orchestration } from './activity-proxies.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/** A tick this long after its nominal time was requested by a person: an outage is over, or noticed, before. */
const backfillAfterMs = 86_400_000;

/**
 * Action of a region's Schedule: hands the region's controller one trigger for the nominal time, and ends with its decision.
 * A Schedule cannot start the controller's cycles itself: their ids, their order and their ledger are the controller's.
 *
 * The nominal time is the Schedule's, not the clock's, so that a backfill of ten Mondays asks for ten weeks; started by hand,
 * without a Schedule, it is the start.
 */
export async function weeklyTick({ environment, region }: RegionAddress): Promise<TickResult> {
  const { typedSearchAttributes, startTime, workflowId } = workflowInfo();
  const nominal = typedSearchAttributes.get(scheduleAttributes.startTime) ?? startTime;
  const schedule = typedSearchAttributes.get(scheduleAttributes.scheduleId);
  const nominalAt = nominal.toISOString();
  const cause = startTime.getTime() - nominal.getTime() > backfillAfterMs ? 'backfill' : 'timer';
  const show = (outcome: string): void =>
    showDetails([`### ${region} · ${environment}`, '', `Nominal time ${nominalAt} (${cause})`, '', outcome]);
  show('works out the week that is over');
  const asOf = await clock.weekOver.executeWithOptions({ summary: `week over at ${nominalAt}` }, [
    { environment, region, instant: nominalAt },
  ]);
  const trigger: Trigger = {
    id: `tick/${environment}/${region}/${nominalAt}`,
    cause,
    requestedBy: schedule === undefined ? workflowId.slice(0, 200) : `schedule ${schedule}`,
    asOf,
  };
  show(`Week over: **${asOf}**; asks the controller`);
  const { decision } = await orchestration.deliverTrigger.executeWithOptions({ summary: `${cause} · as of ${asOf}` }, [
    { address: { environment, region }, trigger },
  ]);
  show(`Week over: **${asOf}**; the controller says **${decision}**`);
  return { triggerId: trigger.id, nominalAt, cause, asOf, decision };
}
// Takes seconds and is of no cycle: the build of the day will do.
setWorkflowOptions(versioned('AUTO_UPGRADE'), weeklyTick);
