import type { ActivitySlotInfo, CustomSlotSupplier, SlotPermit, WorkerTuner } from '@temporalio/worker';

/** Slots of one queue that its workers share, one worker for each environment. */
export interface SharedSlots {
  /** What the worker of an environment takes its slots from. */
  supplier(environment: string): CustomSlotSupplier<ActivitySlotInfo>;
}

/** A slot of an environment: asked the server for work, or at work. */
interface Slot extends SlotPermit {
  readonly environment: string;
  isAtWork: boolean;
}

interface Waiter {
  readonly environment: string;
  give(slot: Slot): void;
}

/**
 * Slots for the activities of a queue in several environments. An environment in which nothing runs always has one to ask the server
 * with, so its first activity starts at once whatever the others do; all other slots go to any that ask, and of those that wait the one
 * with the least work has the next.
 *
 * A worker takes a slot before it asks the server for work, so slots that only ask cannot be counted as those at work are: an environment
 * that has nothing to do would keep a share of the machine idle. At most `total` slots are at work, and one more for each other environment.
 *
 * @param total activities in parallel, at least 1
 */
export function createSharedSlots(total: number): SharedSlots {
  const taken = new Set<Slot>();
  const waiting: Waiter[] = [];
  const count = (isAtWork: boolean, environment?: string): number =>
    [...taken].filter((slot) => slot.isAtWork === isAtWork && (environment ?? slot.environment) === slot.environment)
      .length;

  const mayTake = (environment: string): boolean => {
    // One asks for an environment at a time: those that ask count as work as soon as there is some.
    if (count(false, environment) > 0) return false;
    return count(true) < total || count(true, environment) === 0;
  };
  const take = (environment: string): Slot => {
    const slot: Slot = { environment, isAtWork: false };
    taken.add(slot);
    return slot;
  };
  const serve = (): void => {
    for (;;) {
      const [next] = waiting
        .filter(({ environment }) => mayTake(environment))
        .toSorted((a, b) => count(true, a.environment) - count(true, b.environment));
      if (!next) return;
      waiting.splice(waiting.indexOf(next), 1);
      next.give(take(next.environment));
    }
  };

  return {
    supplier: (environment) => ({
      type: 'custom',
      reserveSlot: (_, signal) =>
        new Promise((resolve, reject) => {
          signal.throwIfAborted();
          const giveUp = (): void => {
            waiting.splice(waiting.indexOf(waiter), 1);
            reject(signal.reason as Error);
          };
          const waiter: Waiter = {
            environment,
            give: (slot) => {
              signal.removeEventListener('abort', giveUp);
              resolve(slot);
            },
          };
          signal.addEventListener('abort', giveUp, { once: true });
          waiting.push(waiter);
          serve();
        }),
      tryReserveSlot: () => (mayTake(environment) ? take(environment) : null),
      markSlotUsed: ({ permit }) => {
        (permit as Slot).isAtWork = true;
        serve();
      },
      releaseSlot: ({ permit }) => {
        taken.delete(permit as Slot);
        serve();
      },
    }),
  };
}

/**
 * Slots of a worker that has activities alone. Heavy work has a fixed number of them, one process per core and memory that is known
 * beforehand.
 */
export function activitySlots(slots: SharedSlots, environment: string): WorkerTuner {
  const one = { type: 'fixed-size', numSlots: 1 } as const;
  return {
    activityTaskSlotSupplier: slots.supplier(environment),
    workflowTaskSlotSupplier: { ...one, numSlots: 2 },
    localActivityTaskSlotSupplier: one,
    nexusTaskSlotSupplier: one,
  };
}
