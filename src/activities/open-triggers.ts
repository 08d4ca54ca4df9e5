import type { RegionAddress } from '../contracts/region-address.ts';
import type { LedgerEntry } from '../contracts/trigger.ts';
import { regionControllerId } from '../contracts/workflow-ids.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Triggers that an earlier controller took and that still wait. Those whose cycle has run meanwhile end here: its controller was gone
 * before it could say so.
 *
 * @param running the triggers of the cycle that still runs, which end with it
 */
export async function openTriggers(
  { registry }: Pick<ActivityPorts, 'registry'>,
  { environment, region }: RegionAddress,
  running: ReadonlySet<string>,
): Promise<readonly LedgerEntry[]> {
  const controllerId = regionControllerId(environment, region);
  const taken = (await registry.openTriggers(controllerId)).filter(({ trigger }) => !running.has(trigger.id));
  const open = new Map(taken.map((entry) => [entry.trigger.id, entry]));
  const ended = new Map<string, LedgerEntry>();
  const cycles = await registry.cyclesOfTriggers(environment, region, [...open.keys()]);
  for (const { cycleId, triggers, failure } of cycles) {
    triggers.forEach(({ id }, index) => {
      const entry = open.get(id);
      if (!entry) return;
      const state = index === 0 ? 'ran' : 'merged';
      ended.set(id, { ...entry, state, cycleId, ...(failure === undefined ? {} : { failure }) });
    });
  }
  await registry.recordTriggers(controllerId, [...ended.values()]);
  return taken.filter(({ trigger }) => !ended.has(trigger.id));
}
