import type { LedgerEntry } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/** Puts triggers that a controller takes on disk, so that they outlive its workflow. Safe to repeat. */
export async function acceptTriggers(
  { registry }: ActivityPorts,
  { controllerId, entries }: { controllerId: string; entries: readonly LedgerEntry[] },
): Promise<void> {
  await registry.acceptTriggers(controllerId, entries);
}
