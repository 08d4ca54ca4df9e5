import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import { jsonBytes } from '../sizes.ts';

/** Ended entries a controller carries along for its `ledger` query, and their bytes; the registry keeps them all. */
const tailLength = 50;
const tailBytes = 64 * 1024;
/** Ids of triggers that ended well it carries along to know a late delivery at once; for older ones it asks the registry. */
const rememberedIds = 100;
/** Similar triggers that may wait at the same time; more are merged, so that what is carried along stays small. */
const alikeMayWait = 50;

/** The plain form of a ledger, as it is passed on when the controller continues as new. */
export interface LedgerState {
  readonly open: readonly LedgerEntry[];
  readonly tail: readonly LedgerEntry[];
  readonly endedIds: readonly string[];
}

/**
 * Every trigger a controller ever accepted ends in exactly one cycle: as the one that started it, or merged into it.
 *
 * Entries wait as `pending`, are `running` while their cycle does, and leave for the tail once it has ended.
 */
export class TriggerLedger {
  #open: Map<string, LedgerEntry>;
  #tail: LedgerEntry[];
  #endedIds: Set<string>;

  constructor(state: LedgerState = { open: [], tail: [], endedIds: [] }) {
    this.#open = new Map(state.open.map((entry) => [entry.trigger.id, entry]));
    this.#tail = [...state.tail];
    this.#endedIds = new Set(state.endedIds);
  }

  /**
   * Accepts a trigger; `false` where its id is known already, so that a second delivery counts once. One that ended with a failure may be
   * asked for again.
   */
  accept(trigger: Trigger, acceptedAt: string): boolean {
    if (this.knows(trigger.id)) return false;
    this.#tail = this.#tail.filter((entry) => entry.trigger.id !== trigger.id);
    this.#open.set(trigger.id, { trigger, acceptedAt, state: 'pending' });
    return true;
  }

  /** Whether a trigger is open, or one of those that ended well lately. */
  knows(id: string): boolean {
    return this.#open.has(id) || this.#endedIds.has(id);
  }

  /** Takes up triggers that an earlier ledger left waiting. */
  restore(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) if (!this.knows(entry.trigger.id)) this.#open.set(entry.trigger.id, entry);
  }

  pending(): readonly LedgerEntry[] {
    return [...this.#open.values()].filter(({ state }) => state === 'pending');
  }

  /** Triggers that wait or run. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Bytes of the triggers that wait or run, as they are carried along. */
  get openBytes(): number {
    return jsonBytes([...this.#open.values()]);
  }

  /** Takes over triggers that run already, in a cycle that started before this ledger. */
  adopt(triggers: readonly Trigger[], cycleId: string, acceptedAt: string): void {
    for (const trigger of triggers) this.#open.set(trigger.id, { trigger, acceptedAt, state: 'running', cycleId });
  }

  /** Assigns triggers to a cycle that is about to run. Returns their entries. */
  start(triggers: readonly Trigger[], cycleId: string): readonly LedgerEntry[] {
    return triggers.flatMap(({ id }) => this.#change(id, (entry) => ({ ...entry, state: 'running', cycleId })) ?? []);
  }

  /** Has triggers wait again that turned out not to belong to the cycle they were assigned to. */
  release(triggers: readonly Trigger[]): void {
    for (const { id } of triggers) {
      this.#change(id, ({ trigger, acceptedAt }) => ({ trigger, acceptedAt, state: 'pending' }));
    }
  }

  /** Ends the triggers of a cycle: the first one ran it, the others were merged into it. Returns the ended entries. */
  end(triggers: readonly Trigger[], failure?: string): readonly LedgerEntry[] {
    const ended = triggers.flatMap(({ id }, index) =>
      this.#leave(id, (entry) =>
        failure !== undefined && entry.cycleId === undefined
          ? { ...entry, state: 'failed', failure }
          : { ...entry, state: index === 0 ? 'ran' : 'merged', ...(failure === undefined ? {} : { failure }) },
      ),
    );
    this.#addToTail(ended);
    return ended;
  }

  /** Ends the triggers that run, for one reason. Returns the ended entries. */
  endRunning(failure: string): readonly LedgerEntry[] {
    const ending = [...this.#open.values()].filter(({ state }) => state === 'running');
    return this.end(
      ending.map(({ trigger }) => trigger),
      failure,
    );
  }

  /** Whether more similar triggers wait than may; then some should be merged. */
  get crowded(): boolean {
    return crowds(this.pending()).length > 0;
  }

  /**
   * Merges waiting triggers that ask for the same for the same cause into the first of them: they would end in the same cycle
   * as it does. The latest stays too, which decides how long the controller waits for more files. Returns the merged entries.
   */
  mergeAlike(): readonly LedgerEntry[] {
    const merged = crowds(this.pending()).flatMap(([first, ...others]) =>
      others.slice(0, -1).flatMap(({ trigger }) =>
        this.#leave(trigger.id, (entry) => ({
          ...entry,
          state: 'merged',
          mergedInto: (first as LedgerEntry).trigger.id,
        })),
      ),
    );
    this.#addToTail(merged);
    return merged;
  }

  /** Open entries first, then the latest ended ones. */
  entries(): readonly LedgerEntry[] {
    return [...this.#open.values(), ...this.#tail];
  }

  state(): LedgerState {
    return { open: [...this.#open.values()], tail: this.#tail, endedIds: [...this.#endedIds] };
  }

  #change(id: string, change: (entry: LedgerEntry) => LedgerEntry): LedgerEntry | undefined {
    const entry = this.#open.get(id);
    if (!entry) return undefined;
    const changed = change(entry);
    this.#open.set(id, changed);
    return changed;
  }

  #leave(id: string, change: (entry: LedgerEntry) => LedgerEntry): readonly LedgerEntry[] {
    const ended = this.#change(id, change);
    if (!ended) return [];
    this.#open.delete(id);
    if (ended.failure === undefined) this.#remember(id);
    return [ended];
  }

  /** Keeps the latest that fit. Once for all that end together: a cycle may have thousands of triggers. */
  #addToTail(ended: readonly LedgerEntry[]): void {
    this.#tail = [...this.#tail, ...ended].slice(-tailLength);
    while (this.#tail.length > 1 && jsonBytes(this.#tail) > tailBytes) this.#tail.shift();
  }

  #remember(id: string): void {
    this.#endedIds.add(id);
    // A set keeps its order: the first ones are the oldest.
    for (const oldest of this.#endedIds) {
      if (this.#endedIds.size <= rememberedIds) break;
      this.#endedIds.delete(oldest);
    }
  }
}

/** Waiting triggers that ask for the same for the same cause, where they are too many; in the order they were accepted. */
function crowds(pending: readonly LedgerEntry[]): LedgerEntry[][] {
  if (pending.length <= alikeMayWait) return [];
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of pending) {
    const { cause, cutoff, asOf, retrain, onlyFailed } = entry.trigger;
    const key = JSON.stringify([cause, cutoff, asOf, retrain, onlyFailed]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].filter((group) => group.length > alikeMayWait);
}
