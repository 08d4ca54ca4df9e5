import { condition } from '@temporalio/workflow';
import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import type { ControllerState } from './controller-state.ts';
import { unavailable, type TriggerKeeper } from './trigger-keeper.ts';

/** How long a sender waits for a controller that takes over. */
const openWithin = '5 seconds';

/** How triggers enter a controller's ledger. */
export class TriggerIntake {
  readonly #state: ControllerState;
  readonly #keeper: TriggerKeeper;
  /** Requests that are being put on disk, by id. */
  readonly #requests = new Map<string, Promise<boolean>>();
  #isOpen = false;

  constructor(state: ControllerState, keeper: TriggerKeeper) {
    this.#state = state;
    this.#keeper = keeper;
  }

  /** Lets requests in: the ledger has what an earlier controller took. */
  open(): void {
    this.#isOpen = true;
  }

  /**
   * Takes a trigger once it is on disk, so that an answer outlives this workflow. Throws as `TriggerKeeper.acknowledge`.
   *
   * @returns `false` where its id is known: it waits or runs, or has ended well. One that failed is taken again
   */
  async request(trigger: Trigger): Promise<boolean> {
    const { id } = trigger;
    const sameRequest = this.#requests.get(id);
    // Refused together, or taken once.
    if (sameRequest) return sameRequest.then(() => false);
    if (this.#state.ledger.knows(id)) return false;
    const request = this.#keepAndAccept(pendingEntry(trigger)).finally(() => this.#requests.delete(id));
    this.#requests.set(id, request);
    return request;
  }

  /** Takes a trigger whose sender waits for no answer, and puts it on disk as soon as that can be. */
  async take(trigger: Trigger): Promise<void> {
    const entry = pendingEntry(trigger);
    if (this.#accept(entry)) await this.#keeper.keep([entry]);
  }

  async #keepAndAccept(entry: LedgerEntry): Promise<boolean> {
    // Entered before, it would look like a trigger of the earlier controller.
    if (!this.#isOpen && !(await condition(() => this.#isOpen, openWithin))) {
      throw unavailable('it was asked what an earlier controller left');
    }
    if (this.#state.ledger.knows(entry.trigger.id)) return false;
    return (await this.#keeper.acknowledge(entry)) && this.#accept(entry);
  }

  #accept({ trigger, acceptedAt }: LedgerEntry): boolean {
    const accepted = this.#state.ledger.accept(trigger, acceptedAt);
    this.#state.show();
    return accepted;
  }
}

function pendingEntry(trigger: Trigger): LedgerEntry {
  return { trigger, acceptedAt: new Date().toISOString(), state: 'pending' };
}
