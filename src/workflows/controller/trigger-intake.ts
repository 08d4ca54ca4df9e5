import type { Trigger } from '../../contracts/trigger.ts';
import type { ControllerState } from './controller-state.ts';
import { TriggerKeeper } from './trigger-keeper.ts';

/** How triggers enter a controller's ledger. */
export class TriggerIntake {
  readonly #state: ControllerState;
  readonly #keeper = new TriggerKeeper();

  constructor(state: ControllerState) {
    this.#state = state;
  }

  /**
   * Takes a trigger once it is on disk, so that an answer outlives this workflow. Throws as `TriggerKeeper.acknowledge`.
   *
   * @returns `false` where its id is known already
   */
  async request(trigger: Trigger): Promise<boolean> {
    if (this.#state.ledger.knows(trigger.id)) return false;
    await this.#keeper.acknowledge(trigger);
    return this.#accept(trigger);
  }

  /** Takes a trigger whose sender waits for no answer, and puts it on disk as soon as that can be. */
  async signalled(trigger: Trigger): Promise<void> {
    if (this.#accept(trigger)) await this.#keeper.keepSoon(trigger);
  }

  /** Puts the triggers that wait on disk, where the next controller of the region finds them. */
  async keepPending(): Promise<void> {
    await this.#keeper.keep(this.#state.ledger.pending());
  }

  #accept(trigger: Trigger): boolean {
    const accepted = this.#state.ledger.accept(trigger, new Date().toISOString());
    this.#state.show();
    return accepted;
  }
}
