import { connectDatabase } from '../../src/adapters/postgres/connect.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import type { Registry } from '../../src/ports/registry.ts';

/** Where the triggers that were sent and acknowledged ended, over all regions. */
export interface TriggerCounts {
  readonly accepted: number;
  readonly ran: number;
  readonly merged: number;
  /** Accepted, and in the registry neither as the one that ran a cycle nor as merged into one. */
  readonly lost: number;
}

export interface CycleCounts {
  readonly succeeded: number;
  /** Cycles that failed or left a segment unrefreshed. */
  readonly troubled: number;
  /** Cycles that were open at the same time as another of their region, and triggers that are in two cycles. */
  readonly doubled: number;
}

export async function countTriggers(
  registry: Registry,
  environment: string,
  accepted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<TriggerCounts> {
  const counts = { accepted: 0, ran: 0, merged: 0, lost: 0 };
  for (const [region, ids] of accepted) {
    const entries = await registry.triggers(regionControllerId(environment, region));
    const states = new Map(entries.map(({ trigger, state }) => [trigger.id, state]));
    for (const id of ids) {
      const state = states.get(id);
      counts.accepted += 1;
      counts[state === 'ran' || state === 'merged' ? state : 'lost'] += 1;
    }
  }
  return counts;
}

/** The cycles of every region as the registry has them. */
export async function countCycles(registryUrl: string, environment: string): Promise<CycleCounts> {
  const db = connectDatabase(registryUrl, 1);
  try {
    const cycles = await db
      .selectFrom('cycles')
      .select(['region', 'status', 'triggers', 'opened_at', 'closed_at'])
      .where('environment', '=', environment)
      .orderBy('region')
      .orderBy('opened_at')
      .execute();
    const overlapping = cycles.filter((one, index) => {
      const before = cycles[index - 1];
      return before?.region === one.region && !(before.closed_at && before.closed_at <= one.opened_at);
    });
    const answered = cycles.flatMap(({ region, triggers }) => triggers.map(({ id }) => `${region} ${id}`));
    const succeeded = cycles.filter(({ status }) => status === 'succeeded').length;
    return {
      succeeded,
      troubled: cycles.length - succeeded,
      doubled: overlapping.length + answered.length - new Set(answered).size,
    };
  } finally {
    await db.destroy();
  }
}
