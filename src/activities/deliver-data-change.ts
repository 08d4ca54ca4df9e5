import type { RequestDecision } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { failureOfRefusal } from './deliver-trigger.ts';
import type { ActivityPorts } from './ports.ts';

/** Reports to a region's controller that files have changed, until it has the trigger. Safe to repeat: a trigger's id counts once. */
export async function deliverDataChange(
  { controllers }: Pick<ActivityPorts, 'controllers'>,
  { address, trigger }: { address: RegionAddress; trigger: Trigger },
): Promise<RequestDecision> {
  try {
    return await controllers.dataChanged(address, trigger);
  } catch (error) {
    throw failureOfRefusal(error);
  }
}
