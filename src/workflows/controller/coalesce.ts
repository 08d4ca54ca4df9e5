import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import type { Week } from '../../contracts/week.ts';

/** The triggers one cycle answers. */
export interface CycleBatch {
  readonly cutoff: Week;
  readonly triggers: readonly Trigger[];
}

/**
 * The next cycle: the earliest cutoff asked for, with every pending trigger for it, in the order they were accepted.
 *
 * A trigger without a cutoff means the latest week there is data for, `latest`.
 */
export function nextBatch(pending: readonly LedgerEntry[], latest: Week): CycleBatch | undefined {
  const asked = pending.map(({ trigger }) => ({ trigger, cutoff: trigger.cutoff ?? latest }));
  const cutoff = asked.map((one) => one.cutoff).sort()[0];
  if (cutoff === undefined) return undefined;
  return { cutoff, triggers: asked.filter((one) => one.cutoff === cutoff).map(({ trigger }) => trigger) };
}
