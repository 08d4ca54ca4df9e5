import type { PauseRequest } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { ActivityPorts } from './ports.ts';

/** Who holds a region back, as the audit trail has it (`recordHold`); undefined where nobody does. */
export async function heldBy(
  { registry }: Pick<ActivityPorts, 'registry'>,
  { environment, region }: RegionAddress,
): Promise<PauseRequest | undefined> {
  const [last] = await registry.findAudit({
    entity: `${environment}/${region}`,
    actions: ['pause', 'resume'],
    newest: 1,
  });
  if (last?.action !== 'pause') return undefined;
  const { reason = '' } = (last.facts ?? {}) as { reason?: string };
  return { by: last.actor, reason };
}
