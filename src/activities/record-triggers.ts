import type { LedgerEntry } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/** Mirrors ledger entries to the registry: assigned to a cycle, or ended. It keeps them when the controller's tail lets them go. */
export async function recordTriggers(
  { registry }: ActivityPorts,
  { controllerId, entries }: { controllerId: string; entries: readonly LedgerEntry[] },
): Promise<void> {
  await registry.recordTriggers(controllerId, entries);
}
