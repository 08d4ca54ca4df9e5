import { endOfCycle, failedCycle } from '../contracts/cycle-end.ts';
import type { PreviousControllerState } from '../contracts/controller.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import { heldBy } from './held-by.ts';
import { openTriggers } from './open-triggers.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * What an earlier controller of a region left, should its workflow have been terminated: the number of the last cycle, the cycle that
 * still runs or was about to start, the triggers that wait, and who holds the region back. A cycle that the registry has open though its
 * workflow is gone is closed there as failed.
 */
export async function previousControllerState(
  { registry, cycles }: ActivityPorts,
  { environment, region }: RegionAddress,
): Promise<PreviousControllerState> {
  const { lastNumber, open, lastClosed } = await registry.regionStanding(environment, region);
  let running: PreviousControllerState['running'];
  for (const { cycleId, cutoff, triggers } of open) {
    const end = await cycles.end(environment, { cycleId, cutoff });
    if (!end) running = { cycleId, cutoff, triggers };
    else await registry.closeCycle(cycleId, { failure: end.lastCycle.failure ?? 'its end was not recorded' });
  }
  const lastCycle =
    lastClosed &&
    (lastClosed.result
      ? endOfCycle(lastClosed.result)
      : failedCycle(lastClosed.cycleId, lastClosed.cutoff, lastClosed.failure ?? 'unknown')
    ).lastCycle;
  const ids = running && new Set(running.triggers.map(({ id }) => id));
  const { pending, assigned } = await openTriggers({ registry }, { environment, region }, ids);
  const paused = await heldBy({ registry }, { environment, region });
  return {
    cycles: lastNumber,
    ...(running ? { running } : {}),
    ...(assigned.length > 0 ? { assigned } : {}),
    ...(lastCycle ? { lastCycle } : {}),
    ...(pending.length > 0 ? { pending } : {}),
    ...(paused ? { paused } : {}),
  };
}
