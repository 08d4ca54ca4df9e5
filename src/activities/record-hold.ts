import type { RegionAddress } from '../contracts/region-address.ts';
import type { ActivityPorts } from './ports.ts';

/** Somebody held a region back, or let it go. */
export interface Hold extends RegionAddress {
  /** The same for every attempt at recording it. */
  readonly id: string;
  readonly action: 'pause' | 'resume';
  readonly by: string;
  /** Left out of a resume. */
  readonly reason?: string;
}

/** Enters a pause or resume in the audit trail, once. */
export async function recordHold(
  { registry }: Pick<ActivityPorts, 'registry'>,
  { id, environment, region, action, by, reason }: Hold,
): Promise<void> {
  const subject = `${environment}/${region}`;
  const latest = await registry.findAudit({ entity: subject, actor: by, newest: 100 });
  // An attempt before may have ended between its record and its answer.
  if (latest.some(({ facts }) => (facts as { hold?: unknown } | null)?.hold === id)) return;
  await registry.appendAudit({
    actor: by,
    action,
    subject,
    facts: { hold: id, ...(reason === undefined ? {} : { reason }) },
  });
}
