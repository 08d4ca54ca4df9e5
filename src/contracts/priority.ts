import type { Trigger } from './trigger.ts';

/** Place in a task queue: 1 goes first. */
type PriorityKey = 1 | 2 | 3 | 4 | 5;

/** Where work stands in a task queue, in Temporal's terms. A field that is left out is that of the workflow that asks for the work. */
export interface Priority {
  readonly priorityKey: PriorityKey;
  /** Work of one priority takes turns between the keys. */
  readonly fairnessKey?: string;
}

/** How far a cycle is: it reads its sources; takes the snapshot and trains; scores, commits, publishes and evaluates. */
type CyclePart = 'begin' | 'continue' | 'finish';

/** Who waits for a cycle: a person, the week, or nobody, since the week is long over. */
type Urgency = 'person' | 'week' | 'backfill';

const urgencies: Readonly<Record<Trigger['cause'], Urgency>> = {
  request: 'person',
  timer: 'week',
  data: 'week',
  code: 'week',
  stale: 'week',
  drift: 'week',
  backfill: 'backfill',
};

/** The one table of what goes first; docs/decisions/2026-11-29-regions-share-workers.md has the reasons. */
const priorityKeys: Readonly<Record<CyclePart, Readonly<Record<Urgency, PriorityKey>>>> = {
  finish: { person: 1, week: 1, backfill: 1 },
  continue: { person: 2, week: 3, backfill: 4 },
  begin: { person: 3, week: 4, backfill: 5 },
};

/** What a person waits for outside a cycle: an answer, a decision on a promotion, an adoption, a rollback. */
export const answering: Priority = { priorityKey: 1 };

/** What ends a cycle or a training: the same for every cause. */
export const finishing: Priority = { priorityKey: priorityKeys.finish.week };

/** A cycle that begins, until its sources are read. The regions take turns: one with many sources does not hold up the others. */
export function beginning(region: string, triggers: readonly Trigger[]): Priority {
  return { priorityKey: priorityKeys.begin[urgencyOf(triggers)], fairnessKey: region };
}

/**
 * A cycle whose sources are read. All regions have one fairness key here, which makes it first come, first served: if two regions
 * took turns with their trainings, the forecasts of both would be late.
 */
export function continuing(triggers: readonly Trigger[]): Priority {
  return { priorityKey: priorityKeys.continue[urgencyOf(triggers)], fairnessKey: 'cycles under way' };
}

/** That of the most urgent of its triggers; a cycle without any is one of the week. */
function urgencyOf(triggers: readonly Trigger[]): Urgency {
  const found = new Set(triggers.map(({ cause }) => urgencies[cause]));
  if (found.has('person')) return 'person';
  return found.has('backfill') && !found.has('week') ? 'backfill' : 'week';
}
