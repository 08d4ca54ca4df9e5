import type { PauseRequest } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { LedgerEntry } from '../contracts/trigger.ts';
import { regionControllerId } from '../contracts/workflow-ids.ts';
import type { ActivityPorts } from './ports.ts';

type Ports = Pick<ActivityPorts, 'registry'>;

/**
 * Triggers that an earlier controller took and that still wait. Those whose cycle has run meanwhile end here: its controller was gone
 * before it could say so.
 *
 * @param running the triggers of the cycle that still runs, which end with it
 */
export async function openTriggers(
  { registry }: Ports,
  { environment, region }: RegionAddress,
  running: ReadonlySet<string>,
): Promise<readonly LedgerEntry[]> {
  const controllerId = regionControllerId(environment, region);
  const open = (await registry.openTriggers(controllerId)).filter(({ trigger }) => !running.has(trigger.id));
  const ids = open.map(({ trigger }) => trigger.id);
  const ended = new Map<string, LedgerEntry>();
  for (const { cycleId, triggers, failure } of await registry.cyclesOfTriggers(environment, region, ids)) {
    triggers.forEach(({ id }, index) => {
      const entry = open.find(({ trigger }) => trigger.id === id);
      if (!entry) return;
      const state = index === 0 ? 'ran' : 'merged';
      ended.set(id, { ...entry, state, cycleId, ...(failure === undefined ? {} : { failure }) });
    });
  }
  await registry.recordTriggers(controllerId, [...ended.values()]);
  return open.filter(({ trigger }) => !ended.has(trigger.id));
}

/** Who holds a region back, as the audit trail has it; undefined where nobody does. */
export async function heldBy(
  { registry }: Ports,
  { environment, region }: RegionAddress,
): Promise<PauseRequest | undefined> {
  const subject = `${environment}/${region}`;
  const records = await registry.findAudit({ entity: subject });
  const last = records
    .filter((record) => record.subject === subject && (record.action === 'pause' || record.action === 'resume'))
    .reduce<(typeof records)[number] | undefined>(
      (latest, record) => (latest && latest.sequence > record.sequence ? latest : record),
      undefined,
    );
  if (last?.action !== 'pause') return undefined;
  const { reason = '' } = (last.facts ?? {}) as { reason?: string };
  return { by: last.actor, reason };
}
