import type { LastCycle } from '../../contracts/cycle-end.ts';
import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import { epochDay, isoDateOfEpochDay, type Week } from '../../contracts/week.ts';

/** The triggers of one cycle. */
export interface CycleBatch {
  readonly cutoff: Week;
  readonly triggers: readonly Trigger[];
  /** Segments (`format/velocity`) to redo, where only that is requested. */
  readonly onlySegments?: readonly string[];
}

/** What determines the cutoff if no trigger names one. */
export interface CutoffContext {
  /** Last week the region has shipments for; not needed where every trigger names its cutoff. */
  readonly latest?: Week;
  readonly lastCycle?: LastCycle;
}

/** Whether the available data determines the cutoff of a trigger. */
export function needsLatest({ cutoff, onlyFailed }: Trigger, lastCycle: LastCycle | undefined): boolean {
  return cutoff === undefined && !(onlyFailed && lastCycle);
}

/** The next cycle: the earliest requested cutoff, with every pending trigger for it, in the order they were accepted. */
export function nextBatch(pending: readonly LedgerEntry[], context: CutoffContext): CycleBatch | undefined {
  const asked = pending.flatMap(({ trigger }) => {
    const cutoff = cutoffOf(trigger, context);
    return cutoff === undefined ? [] : [{ trigger, cutoff }];
  });
  const cutoff = asked.map((one) => one.cutoff).sort()[0];
  if (cutoff === undefined) return undefined;
  const triggers = asked.filter((one) => one.cutoff === cutoff).map(({ trigger }) => trigger);
  return batchOf(cutoff, triggers, context.lastCycle);
}

/** The cycle that triggers ask for together, at a cutoff that is known. */
export function batchOf(cutoff: Week, triggers: readonly Trigger[], lastCycle: LastCycle | undefined): CycleBatch {
  // A cycle that failed as a whole has no segments to tell apart.
  const redo = lastCycle && lastCycle.state !== 'failed' && triggers.every(({ onlyFailed }) => onlyFailed);
  return { cutoff, triggers, ...(redo ? { onlySegments: lastCycle.failedSegments } : {}) };
}

function cutoffOf({ cutoff, asOf, onlyFailed }: Trigger, { latest, lastCycle }: CutoffContext): Week | undefined {
  if (cutoff !== undefined) return cutoff;
  if (onlyFailed && lastCycle) return lastCycle.cutoff;
  return latest === undefined || asOf === undefined ? latest : lastWeekUpTo(asOf, latest);
}

/** The last week that starts on or before a day and is not later than `latest`, on whose weekday weeks start. */
function lastWeekUpTo(day: string, latest: Week): Week {
  const daysAfter = Math.max(0, epochDay(latest) - epochDay(day));
  return isoDateOfEpochDay(epochDay(latest) - 7 * Math.ceil(daysAfter / 7));
}
