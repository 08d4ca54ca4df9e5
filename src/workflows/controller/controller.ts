import { allHandlersFinished, condition, log, workflowInfo } from '@temporalio/workflow';
import type { RegionAddress } from '../../contracts/region-address.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { partsOfCycleId } from '../../contracts/workflow-ids.ts';
import { orchestration } from '../activity-proxies.ts';
import type { CarriedState } from './carried-state.ts';
import { chooseBatch } from './choose-batch.ts';
import { batchOf } from './coalesce.ts';
import { ControllerCycles } from './controller-cycles.ts';
import { ControllerState } from './controller-state.ts';
import { cancelCycle } from './cycle-child.ts';
import { Holds } from './holds.ts';
import { recordTriggers } from './record-triggers.ts';
import { RunSpan } from './run-span.ts';
import { TriggerIntake } from './trigger-intake.ts';
import { TriggerKeeper } from './trigger-keeper.ts';

/** A region's controller: what it waits for, and what it does next. */
export class Controller {
  readonly state: ControllerState;
  readonly intake: TriggerIntake;
  readonly holds: Holds;
  readonly cycles: ControllerCycles;
  readonly #keeper: TriggerKeeper;
  readonly #span = new RunSpan();

  constructor(address: RegionAddress, carried?: CarriedState, pages?: string) {
    this.state = new ControllerState(address, carried, pages);
    this.#keeper = new TriggerKeeper(carried?.refused);
    this.intake = new TriggerIntake(this.state, this.#keeper);
    this.holds = new Holds(this.state);
    this.cycles = new ControllerCycles(this.state, this.#span);
    if (carried) this.intake.open();
  }

  /** A controller whose workflow was terminated leaves its cycles behind: continues their count, and continues the one that runs. */
  async takeOver(): Promise<void> {
    const { state } = this;
    state.say('looks for what an earlier controller left');
    const left = await orchestration.previousControllerState.executeWithOptions(
      { summary: `what an earlier controller left · ${state.address.region}` },
      [state.address],
    );
    const { running, assigned, pending = [] } = left;
    state.cycles = Math.max(state.cycles, left.cycles);
    state.lastCycle ??= left.lastCycle;
    this.holds.restore(left.paused);
    if (pending.length > 0) log.warn('triggers of an earlier controller still wait', { triggers: pending.length });
    state.ledger.restore(pending);
    if (running) {
      log.warn('a cycle of an earlier controller still runs', { cycleId: running.cycleId });
      state.ledger.adopt(running.triggers, running.cycleId, new Date().toISOString());
      state.running = running;
    }
    if (assigned) state.ledger.restore(assigned);
    this.intake.open();
    if (assigned) await this.#startAgain(assigned);
  }

  /** A cycle that an earlier controller was about to start, or had just started. */
  async #startAgain(assigned: readonly LedgerEntry[]): Promise<void> {
    const { state, cycles } = this;
    const cycleId = assigned[0]?.cycleId ?? '';
    log.warn('a cycle of an earlier controller may not have started', { cycleId });
    const { cutoff, number } = partsOfCycleId(cycleId);
    const triggers = assigned.map(({ trigger }) => trigger);
    await cycles.start(batchOf(cutoff, triggers, state.lastCycle), number);
  }

  /** Waits until there is something to do, or the run has lasted long enough. */
  async waitForWork(): Promise<void> {
    const { state } = this;
    state.idle();
    while (!this.#hasWork() && !this.#span.isOver) {
      const { staleAt } = state;
      const changed = (): boolean => this.#hasWork() || this.#span.isOver || state.staleAt !== staleAt;
      if (staleAt === undefined) await condition(changed);
      else if (!(await condition(changed, untilMs(staleAt), { summary: `champions are stale from ${staleAt}` })))
        await this.#askForFresher(staleAt);
    }
  }

  /** Does the next thing: cleans up the ledger, continues with the cycle that runs, or starts one. */
  async work(): Promise<void> {
    const { state, cycles } = this;
    if (state.ledger.crowded) await recordTriggers(state.ledger.mergeAlike());
    if (!state.running && state.mayStart) {
      const batch = await chooseBatch(state, this.#span);
      if (batch) await cycles.start(batch);
    }
    if (state.running) await cycles.follow(state.running);
  }

  /** Whether this run should end now, so that the next one continues. What is known of a cycle's end is recorded before. */
  shouldContinueAsNew(): boolean {
    return this.#span.isOver && !this.cycles.hasEnd;
  }

  /** What the next run continues with. */
  carried(): CarriedState {
    const refused = this.#keeper.refused();
    return { ...this.state.carried(), ...(refused.length > 0 ? { refused } : {}) };
  }

  /** Ends with the controller: its cycle is cancelled, and every trigger gets an answer. */
  async end(): Promise<void> {
    const { state } = this;
    if (state.running) await cancelCycle(state.running.cycleId);
    // What waits is put on disk, and the next controller of the region takes it up.
    await this.#keeper.keep(state.ledger.pending());
    // Senders that wait get their refusal, which is still to be withdrawn then: the server takes no command after the end.
    await condition(allHandlersFinished);
    await this.#keeper.settle();
    await recordTriggers(state.ledger.endRunning('the controller was cancelled'));
    state.say('cancelled');
  }

  #hasWork(): boolean {
    const { running, mayStart, ledger } = this.state;
    return running !== undefined || mayStart || ledger.crowded;
  }

  async #askForFresher(staleAt: string): Promise<void> {
    const { environment, region } = this.state.address;
    // Set again when the cycle has ended; a region that is paused until then asks once.
    this.state.staleAt = undefined;
    await this.intake.take({
      id: `stale/${environment}/${region}/${staleAt}`,
      cause: 'stale',
      requestedBy: workflowInfo().workflowId,
      asOf: new Date().toISOString().slice(0, 10),
      reason: `the oldest champion is stale from ${staleAt}`,
    });
  }
}

/** Milliseconds from now to a moment, at least one. */
function untilMs(moment: string): number {
  return Math.max(1, Date.parse(moment) - Date.now());
}
