import type { LedgerEntry } from '../contracts/trigger.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Mirrors ledger entries to the registry: assigned to a cycle, or ended. It keeps them when the controller's tail lets them go. A cycle that
 * failed them has closed itself, unless it was terminated: then it is closed here. One that still runs, of a controller that was cancelled,
 * stays open: the next controller waits for it.
 */
export async function recordTriggers(
  { registry, cycles }: Pick<ActivityPorts, 'registry' | 'cycles'>,
  { controllerId, entries }: { controllerId: string; entries: readonly LedgerEntry[] },
): Promise<void> {
  await registry.recordTriggers(controllerId, entries);
  const failures = new Map(entries.flatMap(({ cycleId, failure }) => (cycleId && failure ? [[cycleId, failure]] : [])));
  for (const [cycleId, failure] of failures) {
    const [cycle] = await registry.findCycles({ cycleId, limit: 1 });
    if (cycle?.state !== 'running') continue;
    const { environment, cutoff } = cycle;
    if (await cycles.end(environment, { cycleId, cutoff })) await registry.closeCycle(cycleId, { failure });
  }
}
