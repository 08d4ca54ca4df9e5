import type { LedgerEntry } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Puts triggers that a controller takes on disk, so that they outlive its workflow. Safe to repeat.
 *
 * @returns the ids of those that have ended well and are not taken again
 */
export async function acceptTriggers(
  { registry }: ActivityPorts,
  { controllerId, entries }: { controllerId: string; entries: readonly LedgerEntry[] },
): Promise<readonly string[]> {
  return registry.acceptTriggers(controllerId, entries);
}
