import { connectDatabase } from '../../src/adapters/postgres/connect.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import type { Registry } from '../../src/ports/registry.ts';
import type { OwnLog } from './own-log.ts';
import { isAnswered } from './sender.ts';
import type { Stop } from './stops.ts';

/** Where the triggers ended that the sender's own log has as acknowledged, over all regions. */
export interface TriggerCounts {
  readonly accepted: number;
  readonly ran: number;
  readonly merged: number;
  /** Accepted, and in the registry neither as the one that ran a cycle nor as merged into one; a cycle that failed counts for nothing. */
  readonly lost: number;
  /** Sent, and in more than one cycle that did not fail. */
  readonly doubled: number;
}

export interface CycleCounts {
  readonly succeeded: number;
  /** Cycles that failed or left a segment unrefreshed although nobody had stopped them or a part of them. */
  readonly troubled: number;
  /** Cycles that somebody stopped, or a part of them. */
  readonly stopped: number;
  /** Cycles that were open at the same time as another of their region. */
  readonly doubled: number;
}

interface CycleRow {
  readonly id: string;
  readonly region: string;
  readonly status: string;
  readonly triggers: readonly { readonly id: string }[];
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

/** The cycles as the registry has them, by region and in order. */
export async function readCycles(registryUrl: string, environment: string): Promise<readonly CycleRow[]> {
  const db = connectDatabase(registryUrl, 1);
  try {
    return await db
      .selectFrom('cycles')
      .select(['id', 'region', 'status', 'triggers', 'opened_at', 'closed_at'])
      .where('environment', '=', environment)
      .orderBy('region')
      .orderBy('opened_at')
      .execute();
  } finally {
    await db.destroy();
  }
}

export async function countTriggers(
  registry: Registry,
  environment: string,
  log: OwnLog,
  cycles: readonly CycleRow[],
): Promise<TriggerCounts> {
  const counts = { accepted: 0, ran: 0, merged: 0, lost: 0, doubled: 0 };
  for (const region of new Set(log.all().map((sent) => sent.region))) {
    const entries = await registry.triggers(regionControllerId(environment, region));
    const known = new Map(entries.map((entry) => [entry.trigger.id, entry]));
    for (const { trigger } of log.accepted(region)) {
      const entry = known.get(trigger.id);
      counts.accepted += 1;
      if (!isAnswered(entry)) counts.lost += 1;
      else counts[entry?.state === 'ran' ? 'ran' : 'merged'] += 1;
    }
  }
  for (const { region, trigger } of log.all()) {
    const ran = cycles.filter(
      (cycle) =>
        cycle.region === region &&
        (cycle.status === 'succeeded' || cycle.status === 'degraded') &&
        cycle.triggers.some(({ id }) => id === trigger.id),
    );
    if (ran.length > 1) counts.doubled += 1;
  }
  return counts;
}

export function countCycles(cycles: readonly CycleRow[], stops: readonly Stop[]): CycleCounts {
  const stopOf = ({ id }: CycleRow): Stop | undefined => stops.find(({ cycleId }) => cycleId === id);
  // One that was terminated could not close itself.
  const closedAt = (cycle: CycleRow): number => cycle.closed_at?.getTime() ?? stopOf(cycle)?.at ?? Infinity;
  const overlapping = cycles.filter((one, index) => {
    const before = cycles[index - 1];
    return before?.region === one.region && closedAt(before) > one.opened_at.getTime();
  });
  const others = cycles.filter(({ status }) => status !== 'succeeded');
  const stopped = others.filter((cycle) => stopOf(cycle) !== undefined).length;
  return {
    succeeded: cycles.length - others.length,
    troubled: others.length - stopped,
    stopped,
    doubled: overlapping.length,
  };
}
