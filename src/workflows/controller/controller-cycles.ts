import { condition, log, sleep } from '@temporalio/workflow';
import type { RunningCycle } from '../../contracts/controller.ts';
import type { CycleEnd } from '../../contracts/cycle-end.ts';
import type { PauseRequest } from '../../contracts/messages.ts';
import type { Week } from '../../contracts/week.ts';
import { regionCycleId } from '../../contracts/workflow-ids.ts';
import { orchestration } from '../activity-proxies.ts';
import { prepareCycle } from './choose-batch.ts';
import type { CycleBatch } from './coalesce.ts';
import type { ControllerState } from './controller-state.ts';
import { cancelCycle, startCycle } from './cycle-child.ts';
import { recordTriggers } from './record-triggers.ts';
import type { RunSpan } from './run-span.ts';
import { staleFrom } from './staleness.ts';

/** A cycle reports its end itself; one that was terminated cannot, and is found out by a look this often. */
const lookEvery = '2 minutes';
/** How often it is looked whether a cycle has ended that does not know this controller. */
const foreignEvery = '1 minute';

/** The cycles of a region's controller: starts one at a time, and stays with it until it has ended. */
export class ControllerCycles {
  readonly #state: ControllerState;
  readonly #span: RunSpan;
  /** The latest end that is known of. */
  #end: CycleEnd | undefined;
  /** Who cancelled the running cycle, and why; the cancelled cycle itself does not report that. */
  #cancelledBy: string | undefined;

  constructor(state: ControllerState, span: RunSpan) {
    this.#state = state;
    this.#span = span;
  }

  /** Takes a cycle's word that it has ended. The first one counts; one of a cycle that does not run changes nothing. */
  ended(end: CycleEnd): void {
    this.#state.pages = end.pages ?? this.#state.pages;
    if (this.#end?.lastCycle.cycleId !== end.lastCycle.cycleId) this.#end = end;
  }

  /** Whether the running cycle has ended, which is still to be recorded. */
  get hasEnd(): boolean {
    return this.#endOf(this.#state.running) !== undefined;
  }

  /**
   * Starts a cycle; under the number that an earlier controller has given it, or the next one. Starting it again under the same number
   * is safe: what has the id already is taken up.
   */
  async start(batch: CycleBatch, number = this.#state.cycles + 1): Promise<void> {
    const state = this.#state;
    const { cutoff, triggers } = batch;
    const cycleId = regionCycleId(state.address.environment, state.address.region, cutoff, number);
    state.cycles = Math.max(state.cycles, number);
    // On disk before it starts: a controller after this one must not start another cycle for the same triggers.
    await recordTriggers(state.ledger.start(triggers, cycleId), `assigned to cycle ${number}`);
    state.running = { cycleId, cutoff, triggers };
    const started = await startCycle(state, number, batch);
    if (started) void started.ended.then((end) => this.ended(end));
    else await this.#takeUp(state.running);
  }

  /**
   * Continues with a cycle that was started before, perhaps for only some of the triggers. One that was started for none of them is not of
   * this registry: nothing runs until it has ended.
   */
  async #takeUp(running: RunningCycle): Promise<void> {
    const state = this.#state;
    const { environment } = state.address;
    const { cycleId, cutoff, triggers } = running;
    const found = await orchestration.findCycle.executeWithOptions({ summary: `who started ${cycleId}?` }, [
      { environment, cycleId, cutoff },
    ]);
    const own = triggers.filter(({ id }) => found?.triggerIds.includes(id));
    state.ledger.release(triggers.filter((one) => !own.includes(one)));
    if (found?.end) this.ended(found.end);
    if (own.length > 0) {
      state.running = { ...running, triggers: own };
      return;
    }
    state.say(`waits for ${cycleId}, which another controller has started`);
    while (found && !this.#endOf(running)) {
      await sleep(foreignEvery);
      await this.#look(running);
    }
    state.running = undefined;
  }

  /** Stays with the running cycle until it has ended, or until this run of the controller should; the cycle continues then. */
  async follow(running: RunningCycle): Promise<void> {
    this.#state.say(`runs ${running.cycleId}`);
    const mustTurn = (): boolean => this.#span.isOver || this.#state.ledger.crowded;
    while (!this.#endOf(running)) {
      if (mustTurn()) return;
      const summary = `looks whether ${running.cycleId} still runs`;
      const woken = await condition(() => this.#endOf(running) !== undefined || mustTurn(), lookEvery, { summary });
      if (!woken) await this.#look(running);
    }
    await this.#record(running, this.#endOf(running) as CycleEnd);
  }

  /** Asks the running cycle to end; its triggers end with it. */
  async cancel(cycleId: string, { by, reason }: PauseRequest): Promise<void> {
    this.#cancelledBy = `cancelled by ${by}: ${reason}`;
    log.warn('a cycle is cancelled', { cycleId, by, reason });
    await cancelCycle(cycleId);
  }

  #endOf(running: RunningCycle | undefined): CycleEnd | undefined {
    return this.#end?.lastCycle.cycleId === running?.cycleId ? this.#end : undefined;
  }

  async #look({ cycleId, cutoff }: RunningCycle): Promise<void> {
    const { environment } = this.#state.address;
    const end = await orchestration.lookAtCycle.executeWithOptions({ summary: `does ${cycleId} run?` }, [
      { environment, cycleId, cutoff },
    ]);
    if (end) this.ended(end);
  }

  async #record(running: RunningCycle, { lastCycle, oldestTrainingCutoff }: CycleEnd): Promise<void> {
    const state = this.#state;
    const failure = lastCycle.state === 'failed' ? (this.#cancelledBy ?? lastCycle.failure) : undefined;
    if (failure !== undefined) log.warn('a cycle failed', { cycleId: running.cycleId, failure });
    await recordTriggers(state.ledger.end(running.triggers, failure));
    await this.#watchAge(oldestTrainingCutoff);
    state.running = undefined;
    this.#cancelledBy = undefined;
    state.lastCycle = { ...lastCycle, ...(failure === undefined ? {} : { failure }) };
    this.#span.cycleEnded();
  }

  /** Sets the timer for the day on which the champions become too old, unless a cycle trains them before. */
  async #watchAge(oldest: Week | undefined): Promise<void> {
    if (oldest === undefined) return;
    const staleAfterDays = this.#state.staleAfterDays ?? (await prepareCycle(this.#state)).staleAfterDays;
    this.#state.staleAt = staleFrom(oldest, staleAfterDays, Date.now()).toISOString();
  }
}
