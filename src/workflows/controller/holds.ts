import { currentUpdateInfo, log, uuid4 } from '@temporalio/workflow';
import type { ControllerStatus, PauseRequest } from '../../contracts/messages.ts';
import { orchestration } from '../activity-proxies.ts';
import { summaryOf } from '../sizes.ts';
import type { ControllerState } from './controller-state.ts';

/** Pauses and resumes of a region. */
export class Holds {
  readonly #state: ControllerState;
  #wasHeldHere = false;

  constructor(state: ControllerState) {
    this.#state = state;
  }

  /** Takes effect at once; answers when it is in the audit trail. */
  async pause(request: PauseRequest): Promise<ControllerStatus> {
    this.#set(request);
    log.info('paused', { ...request });
    await this.#record('pause', request);
    return this.#state.status();
  }

  /** As `pause`. */
  async resume(by: string): Promise<ControllerStatus> {
    this.#set(undefined);
    log.info('resumed', { by });
    await this.#record('resume', { by });
    return this.#state.status();
  }

  /** Takes up the pause that an earlier controller left, unless somebody paused or resumed this one: that counts for more. */
  restore(paused: PauseRequest | undefined): void {
    if (!this.#wasHeldHere) this.#state.paused ??= paused;
  }

  #set(paused: PauseRequest | undefined): void {
    this.#state.paused = paused;
    this.#wasHeldHere = true;
    this.#state.show();
  }

  async #record(action: 'pause' | 'resume', { by, reason }: Partial<PauseRequest> & { by: string }): Promise<void> {
    const { environment, region } = this.#state.address;
    const id = `hold/${environment}/${region}/${currentUpdateInfo()?.id ?? uuid4()}`;
    await orchestration.recordHold.executeWithOptions({ summary: summaryOf(`${action} · ${by}`) }, [
      { id, environment, region, action, by, ...(reason === undefined ? {} : { reason }) },
    ]);
  }
}
