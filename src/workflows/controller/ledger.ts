import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';

/** Ended entries a controller carries along for its `ledger` query; the registry keeps them all. */
const tailLength = 50;

/** The plain form of a ledger, as it is handed on when the controller continues as new. */
export interface LedgerState {
  readonly open: readonly LedgerEntry[];
  readonly tail: readonly LedgerEntry[];
}

/**
 * Every trigger a controller ever accepted ends in exactly one cycle: as the one that started it, or merged into it.
 *
 * Entries wait as `pending`, are `running` while their cycle does, and leave for the tail once it has ended.
 */
export class TriggerLedger {
  #open: LedgerEntry[];
  #tail: LedgerEntry[];

  constructor(state: LedgerState = { open: [], tail: [] }) {
    this.#open = [...state.open];
    this.#tail = [...state.tail];
  }

  /** Accepts a trigger; `false` where its id is known already, so that a second delivery counts once. */
  accept(trigger: Trigger, acceptedAt: string): boolean {
    if (this.entries().some((entry) => entry.trigger.id === trigger.id)) return false;
    this.#open.push({ trigger, acceptedAt, state: 'pending' });
    return true;
  }

  pending(): readonly LedgerEntry[] {
    return this.#open.filter(({ state }) => state === 'pending');
  }

  /** Assigns pending triggers to a cycle that is about to run. */
  start(triggers: readonly Trigger[], cycleId: string): void {
    const ids = new Set(triggers.map(({ id }) => id));
    this.#open = this.#open.map((entry) =>
      ids.has(entry.trigger.id) ? { ...entry, state: 'running', cycleId } : entry,
    );
  }

  /** Ends the triggers of a cycle: the first one ran it, the others were merged into it. Returns the ended entries. */
  end(triggers: readonly Trigger[], failure?: string): readonly LedgerEntry[] {
    const order = new Map(triggers.map(({ id }, index) => [id, index]));
    const ended = this.#open
      .filter(({ trigger }) => order.has(trigger.id))
      .map((entry): LedgerEntry => {
        const state = order.get(entry.trigger.id) === 0 ? 'ran' : 'merged';
        return failure !== undefined && entry.cycleId === undefined
          ? { ...entry, state: 'failed', failure }
          : { ...entry, state, ...(failure === undefined ? {} : { failure }) };
      });
    this.#open = this.#open.filter(({ trigger }) => !order.has(trigger.id));
    this.#tail = [...this.#tail, ...ended].slice(-tailLength);
    return ended;
  }

  /** Open entries first, then the latest ended ones. */
  entries(): readonly LedgerEntry[] {
    return [...this.#open, ...this.#tail];
  }

  state(): LedgerState {
    return { open: this.#open, tail: this.#tail };
  }
}
