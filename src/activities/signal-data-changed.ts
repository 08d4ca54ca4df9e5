import type { RegionAddress } from '../contracts/region-address.ts';
import type { Trigger } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/** Notifies a region's controller that files have changed. Safe to repeat: a trigger's id counts once. */
export async function signalDataChanged(
  { controllers }: Pick<ActivityPorts, 'controllers'>,
  { address, trigger }: { address: RegionAddress; trigger: Trigger },
): Promise<void> {
  await controllers.dataChanged(address, trigger);
}
