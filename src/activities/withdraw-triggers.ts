import type { LedgerEntry } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/** Takes triggers off the disk whose senders were refused. Safe to repeat. */
export async function withdrawTriggers(
  { registry }: ActivityPorts,
  { controllerId, entries }: { controllerId: string; entries: readonly LedgerEntry[] },
): Promise<void> {
  await registry.withdrawTriggers(controllerId, entries);
}
