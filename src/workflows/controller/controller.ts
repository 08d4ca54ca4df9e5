import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  isCancellation,
  log,
  patched,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { CyclePreparation, RunningCycle } from '../../contracts/controller.ts';
import type {
  ControllerStatus,
  LastCycle,
  PauseRequest,
  RollbackRequest,
  RollbackResult,
} from '../../contracts/messages.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import type { Week } from '../../contracts/week.ts';
import { data, orchestration, promotions } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { needsLatest, nextBatch, type CycleBatch } from './coalesce.ts';
import { adoptCycle, cancelCycle, startCycle, type FollowedCycle } from './follow-cycle.ts';
import { TriggerLedger, type LedgerState } from './ledger.ts';
import { quietUntil } from './quiet-period.ts';
import { showController } from './show-controller.ts';
import { staleFrom } from './staleness.ts';
import { TriggerKeeper } from './trigger-keeper.ts';

/** What a controller passes on when it continues as new. */
export interface CarriedState {
  readonly ledger: LedgerState;
  readonly cycles: number;
  readonly paused?: PauseRequest;
  readonly running?: RunningCycle;
  readonly lastCycle?: LastCycle;
  /** ISO 8601. */
  readonly staleAt?: string;
}

/** Controllers live through every release: those of before acknowledged triggers that were in their histories alone. */
const triggersOnDisk = 'triggers are on disk before they are acknowledged';

/** A region's controller: its ledger, the cycle that runs, and what it waits for. */
export class Controller {
  readonly address: RegionAddress;
  readonly ledger: TriggerLedger;
  #cycles: number;
  #paused: PauseRequest | undefined;
  #running: RunningCycle | undefined;
  #followed: FollowedCycle | undefined;
  #lastCycle: LastCycle | undefined;
  #staleAt: string | undefined;
  #doing = 'takes up its work';
  readonly #keeper = new TriggerKeeper();
  #isIdle = false;
  /** Whether somebody paused or resumed this run, which counts for more than what an earlier controller left. */
  #wasHeldHere = false;
  /** Who cancelled the running cycle, and why; the cancelled cycle itself does not report that. */
  #cancelledBy: string | undefined;

  constructor({ environment, region }: RegionAddress, carried?: CarriedState) {
    this.address = { environment, region };
    this.ledger = new TriggerLedger(carried?.ledger);
    this.#cycles = carried?.cycles ?? 0;
    this.#paused = carried?.paused;
    this.#running = carried?.running;
    this.#lastCycle = carried?.lastCycle;
    this.#staleAt = carried?.staleAt;
    upsertSearchAttributes([
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ]);
    this.#say(this.#doing);
  }

  /** A controller whose workflow was terminated leaves its cycles behind: continues their count, and continues the one that runs. */
  async takeOver(): Promise<void> {
    this.#say('looks for what an earlier controller left');
    const {
      cycles,
      running,
      lastCycle,
      pending = [],
      paused,
    } = await orchestration.controllerLegacy.executeWithOptions(
      { summary: `what an earlier controller left · ${this.address.region}` },
      [this.address],
    );
    this.#cycles = Math.max(this.#cycles, cycles);
    this.#lastCycle ??= lastCycle;
    if (!this.#wasHeldHere) this.#paused ??= paused;
    if (pending.length > 0) log.warn('triggers of an earlier controller still wait', { triggers: pending.length });
    this.ledger.restore(pending);
    if (running) {
      log.warn('a cycle of an earlier controller still runs', { cycleId: running.cycleId });
      this.ledger.adopt(running.triggers, running.cycleId, new Date().toISOString());
      this.#running = running;
    }
  }

  /** Waits until there is something to do, or the history has grown so long that the controller should continue as new. */
  async waitForWork(): Promise<void> {
    this.#isIdle = true;
    this.#sayIdle();
    while (!this.#hasWork() && !workflowInfo().continueAsNewSuggested) {
      const staleAt = this.#staleAt;
      const changed = (): boolean =>
        this.#hasWork() || workflowInfo().continueAsNewSuggested || this.#staleAt !== staleAt;
      if (staleAt === undefined) await condition(changed);
      else if (!(await condition(changed, untilMs(staleAt), { summary: `champions are stale from ${staleAt}` })))
        this.#askForFresher(staleAt);
    }
    this.#isIdle = false;
  }

  /** Does the next thing: cleans up the ledger, continues with the cycle that runs, or starts one. */
  async work(): Promise<void> {
    if (this.ledger.crowded) await this.#record(this.ledger.mergeAlike());
    if (this.#running) return this.#follow(this.#running);
    if (!this.#mayStart()) return;
    const preparation = await this.#prepare();
    if (!(await this.#settled(preparation))) return;
    const latest = await this.#latestCutoff();
    const context = { ...(latest ? { latest } : {}), ...(this.#lastCycle ? { lastCycle: this.#lastCycle } : {}) };
    const batch = this.#mayStart() ? nextBatch(this.ledger.pending(), context) : undefined;
    if (batch) await this.#follow(await this.#start(batch), preparation);
  }

  carryOn(): CarriedState {
    return {
      ledger: this.ledger.state(),
      cycles: this.#cycles,
      ...(this.#paused ? { paused: this.#paused } : {}),
      ...(this.#running ? { running: this.#running } : {}),
      ...(this.#lastCycle ? { lastCycle: this.#lastCycle } : {}),
      ...(this.#staleAt === undefined ? {} : { staleAt: this.#staleAt }),
    };
  }

  /** Ends with the controller: its cycle is cancelled, and every trigger gets an answer. */
  async end(): Promise<void> {
    if (this.#running) await cancelCycle(this.#running.cycleId);
    // What waits is put on disk, and the next controller of the region takes it up.
    const keepPending = patched(triggersOnDisk);
    if (keepPending) await this.#keeper.keep(this.ledger.pending());
    await this.#record(this.ledger.endAll('the controller was cancelled', { keepPending }));
    this.#say('cancelled');
  }

  /** Takes a trigger once it is on disk, so that an answer outlives this workflow. Throws as `TriggerKeeper.acknowledge`. */
  async request(trigger: Trigger): Promise<boolean> {
    if (!patched(triggersOnDisk)) return this.accept(trigger);
    if (this.ledger.knows(trigger.id)) return false;
    await this.#keeper.acknowledge(trigger);
    return this.accept(trigger);
  }

  /** Takes a trigger whose sender waits for no answer, and puts it on disk as soon as that can be. */
  async signalled(trigger: Trigger): Promise<void> {
    if (this.accept(trigger) && patched(triggersOnDisk)) await this.#keeper.keepSoon(trigger);
  }

  accept(trigger: Trigger): boolean {
    const accepted = this.ledger.accept(trigger, new Date().toISOString());
    this.#show();
    return accepted;
  }

  /** Takes effect at once; answers when it is in the audit trail. */
  async pause(request: PauseRequest): Promise<ControllerStatus> {
    this.#paused = request;
    this.#wasHeldHere = true;
    log.info('paused', { ...request });
    this.#sayIdle();
    await this.#recordHold('pause', request);
    return this.status();
  }

  async resume(by: string): Promise<ControllerStatus> {
    this.#paused = undefined;
    this.#wasHeldHere = true;
    log.info('resumed', { by });
    this.#sayIdle();
    await this.#recordHold('resume', { by });
    return this.status();
  }

  /** Asks the running cycle to end; its triggers end with it. */
  async cancelRunning(cycleId: string, { by, reason }: PauseRequest): Promise<void> {
    this.#cancelledBy = `cancelled by ${by}: ${reason}`;
    log.warn('a cycle is cancelled', { cycleId, by, reason });
    await cancelCycle(cycleId);
  }

  /**
   * Makes an earlier champion the champion again and asks for a cycle that scores with it. Throws a failure of type
   * `RollbackRefused` where there is no such champion.
   */
  async rollBack(request: RollbackRequest): Promise<RollbackResult> {
    const { environment, region } = this.address;
    const { by, reason, format, velocity } = request;
    // The id of the update names the rollback, in the registry and in the ledger.
    const id = `rollback/${environment}/${region}/${currentUpdateInfo()?.id ?? uuid4()}`;
    const rolledBack = await this.#refusable(() =>
      promotions.rollbackChampion.executeWithOptions({ summary: `roll back ${format}/${velocity} · ${by}` }, [
        { environment, region, request, id },
      ]),
    );
    await this.signalled({
      id,
      cause: 'request',
      requestedBy: by,
      retrain: 'none',
      reason: `rollback: ${reason}`.slice(0, 1000),
    });
    return { ...rolledBack, triggerId: id };
  }

  get running(): RunningCycle | undefined {
    return this.#running;
  }

  get lastCycle(): LastCycle | undefined {
    return this.#lastCycle;
  }

  status(): ControllerStatus {
    return {
      ...this.address,
      pending: this.ledger.pending().length,
      paused: this.#paused !== undefined,
      ...(this.#paused ? { pausedBy: `${this.#paused.by}: ${this.#paused.reason}` } : {}),
      doing: this.#doing,
      cycles: this.#cycles,
      ...(this.#running ? { running: this.#running.cycleId } : {}),
      ...(this.#staleAt === undefined ? {} : { staleAt: this.#staleAt }),
      ...(this.#lastCycle ? { lastCycle: this.#lastCycle } : {}),
    };
  }

  /** Passes a refusal by an activity on unchanged, so that the sender of the message sees its type. */
  async #refusable<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
    }
  }

  #hasWork(): boolean {
    return this.#running !== undefined || this.#mayStart() || this.ledger.crowded;
  }

  #mayStart(): boolean {
    return this.#paused === undefined && this.#running === undefined && this.ledger.pending().length > 0;
  }

  #idleness(): string {
    if (this.#running) return `runs ${this.#running.cycleId}`;
    return this.#paused ? `held back by ${this.#paused.by}: ${this.#paused.reason}` : 'waits for a trigger';
  }

  #askForFresher(staleAt: string): void {
    const { environment, region } = this.address;
    this.accept({
      id: `stale/${environment}/${region}/${staleAt}`,
      cause: 'stale',
      requestedBy: workflowInfo().workflowId,
      asOf: new Date().toISOString().slice(0, 10),
      reason: `the oldest champion is stale from ${staleAt}`,
    });
    // Set again when the cycle has ended; a region that is paused until then asks once.
    this.#staleAt = undefined;
  }

  /** Reads the project's waiting times; drops triggers that ended before this controller's memory begins. */
  async #prepare(): Promise<CyclePreparation> {
    for (;;) {
      const asked = this.ledger.pending().length;
      this.#say('looks up policy and ledger');
      const preparation = await orchestration.prepareCycle.executeWithOptions(
        { summary: `look up policy and ledger · ${asked} waiting` },
        [
          {
            controllerId: workflowInfo().workflowId,
            triggerIds: this.ledger.pending().map(({ trigger }) => trigger.id),
          },
        ],
      );
      this.ledger.forget(preparation.endedTriggers);
      if (this.ledger.pending().length <= asked) return preparation;
    }
  }

  /** Waits for more files where only changed data asks for a cycle; whether a cycle may start then. */
  async #settled({ dataChange }: CyclePreparation): Promise<boolean> {
    for (;;) {
      const waiting = this.ledger.pending().length;
      const until = quietUntil(this.ledger.pending(), dataChange);
      if (until === undefined || until <= Date.now()) return this.#mayStart();
      const summary = `quiet period · ${waiting} data change${waiting === 1 ? '' : 's'}`;
      this.#say(`waits for more files until ${new Date(until).toISOString()} (${summary})`);
      await condition(
        () => this.ledger.pending().length !== waiting || !this.#mayStart() || this.#mustTurn(),
        until - Date.now(),
        { summary },
      );
      if (!this.#mayStart() || this.#mustTurn()) return false;
    }
  }

  #mustTurn(): boolean {
    return workflowInfo().continueAsNewSuggested || this.ledger.crowded;
  }

  /** Where not even the cutoff is known, the triggers that need one end as failed, with the reason in the ledger. */
  async #latestCutoff(): Promise<Week | undefined> {
    const asking = this.ledger
      .pending()
      .flatMap(({ trigger }) => (needsLatest(trigger, this.#lastCycle) ? [trigger] : []));
    if (asking.length === 0) return undefined;
    const { region } = this.address;
    this.#say('looks for the latest week with shipments');
    try {
      return await data.latestCutoff.executeWithOptions({ summary: `latest cutoff · ${region}` }, [{ region }]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('no cycle could be started', { reason: failureReason(error) });
      await this.#record(this.ledger.end(asking, failureReason(error)));
      return undefined;
    }
  }

  async #start(batch: CycleBatch): Promise<RunningCycle> {
    this.#followed = await startCycle(this.address, batch, () => (this.#cycles += 1));
    const { cycleId } = this.#followed;
    this.ledger.start(batch.triggers, cycleId);
    this.#running = { cycleId, cutoff: batch.cutoff, triggers: batch.triggers };
    return this.#running;
  }

  /** Stays with a cycle until it has ended, or until the controller should continue as new and the cycle continues without it. */
  async #follow(running: RunningCycle, preparation?: CyclePreparation): Promise<void> {
    const followed = (this.#followed ??= adoptCycle(this.address.environment, running));
    this.#say(`runs ${running.cycleId}`);
    await condition(() => followed.end !== undefined || this.#mustTurn());
    if (!followed.end) {
      if (workflowInfo().continueAsNewSuggested) followed.letGo();
      return;
    }
    const { lastCycle, oldestTrainingCutoff } = followed.end;
    const failure = lastCycle.state === 'failed' ? (this.#cancelledBy ?? lastCycle.failure) : undefined;
    if (failure !== undefined) log.warn('a cycle failed', { cycleId: running.cycleId, failure });
    await this.#record(this.ledger.end(running.triggers, failure));
    this.#running = undefined;
    this.#followed = undefined;
    this.#cancelledBy = undefined;
    this.#lastCycle = { ...lastCycle, ...(failure === undefined ? {} : { failure }) };
    await this.#watchAge(oldestTrainingCutoff, preparation);
  }

  /** Sets the timer for the day on which the champions become too old, unless a cycle trains them before. */
  async #watchAge(oldest: Week | undefined, preparation?: CyclePreparation): Promise<void> {
    if (oldest === undefined) return;
    const { staleAfterDays } = preparation ?? (await this.#prepare());
    this.#staleAt = staleFrom(oldest, staleAfterDays, Date.now()).toISOString();
  }

  async #record(entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await orchestration.recordTriggers.executeWithOptions({ summary: `ledger · ${entries.length} ended` }, [
      { controllerId: workflowInfo().workflowId, entries },
    ]);
  }

  async #recordHold(action: 'pause' | 'resume', { by, reason }: Partial<PauseRequest> & { by: string }): Promise<void> {
    // Controllers live through every release: those of before have no such step in their histories.
    if (!patched('holds are audited')) return;
    const { environment, region } = this.address;
    const id = `hold/${environment}/${region}/${currentUpdateInfo()?.id ?? uuid4()}`;
    await orchestration.recordHold.executeWithOptions({ summary: `${action} · ${by}` }, [
      { id, environment, region, action, by, ...(reason === undefined ? {} : { reason }) },
    ]);
  }

  /** What it waits for, where it waits; a pause and a resume change that. */
  #sayIdle(): void {
    if (this.#isIdle) this.#doing = this.#idleness();
    this.#show();
  }

  #say(doing: string): void {
    this.#doing = doing;
    this.#show();
  }

  #show(): void {
    showController(this.status(), this.ledger.entries());
  }
}

/** Milliseconds from now to a moment, at least one. */
function untilMs(moment: string): number {
  return Math.max(1, Date.parse(moment) - Date.now());
}
