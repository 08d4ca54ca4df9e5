import type { RegionAddress } from '../contracts/region-address.ts';
import type { LedgerEntry } from '../contracts/trigger.ts';
import { partsOfCycleId, regionControllerId } from '../contracts/workflow-ids.ts';
import type { EndedCycle } from '../ports/registry.ts';
import type { ActivityPorts } from './ports.ts';

/** Triggers that an earlier controller took and that have not ended. */
export interface OpenTriggers {
  /** In the order they were taken. */
  readonly pending: readonly LedgerEntry[];
  /** Those of the one cycle that was assigned to them and of which the registry knows no more; empty where there is none. */
  readonly assigned: readonly LedgerEntry[];
}

/**
 * Triggers that an earlier controller took and that wait, or were assigned to a cycle that never reported itself. Those whose cycle has run
 * meanwhile end here: its controller was gone before it could say so.
 *
 * @param running the triggers of the cycle that still runs, which end with it
 */
export async function openTriggers(
  { registry }: Pick<ActivityPorts, 'registry'>,
  { environment, region }: RegionAddress,
  running: ReadonlySet<string> | undefined,
): Promise<OpenTriggers> {
  const controllerId = regionControllerId(environment, region);
  const taken = await registry.openTriggers(controllerId);
  const open = taken.filter(({ trigger }) => !running?.has(trigger.id));
  const assignedTo = [...new Set(open.flatMap(({ cycleId }) => cycleId ?? []))];
  const cycles = await registry.endedCycles(assignedTo);
  const ended = endedEntries(open, cycles);
  await registry.recordTriggers(controllerId, [...ended.values()]);
  // A controller assigns triggers to one cycle at a time, its latest. Where one runs, or that one has ended without them, they wait.
  const closed = new Set(cycles.map(({ cycleId }) => cycleId));
  const [latest] = running ? [] : assignedTo.filter((cycleId) => !closed.has(cycleId)).sort(byNumber);
  const left = open.filter(({ trigger }) => !ended.has(trigger.id));
  const isAssigned = ({ cycleId }: LedgerEntry): boolean => latest !== undefined && cycleId === latest;
  return { assigned: left.filter(isAssigned), pending: left.filter((entry) => !isAssigned(entry)).map(waiting) };
}

/** The entries whose cycle has ended, as they end, by the id of their trigger. */
function endedEntries(open: readonly LedgerEntry[], cycles: readonly EndedCycle[]): ReadonlyMap<string, LedgerEntry> {
  const ended = new Map<string, LedgerEntry>();
  for (const { cycleId, triggers, failure } of cycles) {
    const positions = new Map(triggers.map(({ id }, index) => [id, index]));
    for (const entry of open) {
      const position = positions.get(entry.trigger.id);
      if (entry.cycleId !== cycleId || position === undefined) continue;
      const state = position === 0 ? 'ran' : 'merged';
      ended.set(entry.trigger.id, { ...entry, state, ...(failure === undefined ? {} : { failure }) });
    }
  }
  return ended;
}

/** The latest cycle first. */
function byNumber(a: string, b: string): number {
  return partsOfCycleId(b).number - partsOfCycleId(a).number;
}

function waiting({ trigger, acceptedAt }: LedgerEntry): LedgerEntry {
  return { trigger, acceptedAt, state: 'pending' };
}
