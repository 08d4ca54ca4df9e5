import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  executeChild,
  isCancellation,
  log,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  controllerStatusQuery,
  dataChangedSignal,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
  type ControllerStatus,
} from '../contracts/messages.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { triggerSchema, type LedgerEntry, type Trigger } from '../contracts/trigger.ts';
import { regionCycleId } from '../contracts/workflow-ids.ts';
import { data, orchestration } from './activity-proxies.ts';
import { nextBatch, type CycleBatch } from './controller/coalesce.ts';
import { TriggerLedger, type LedgerState } from './controller/ledger.ts';
import { failureReason } from './failure-reason.ts';
import { regionCycle } from './region-cycle.ts';

export interface RegionControllerInput {
  readonly environment: string;
  readonly region: string;
  /** Handed from run to run when the controller continues as new. */
  readonly carried?: { readonly ledger: LedgerState; readonly cycles: number; readonly paused: boolean };
}

/**
 * The only gate to a region's cycles: takes triggers, runs one cycle at a time in cutoff order, and keeps the ledger in
 * which every trigger ends. Lives for ever; continues as new between cycles.
 */
export async function regionController(input: RegionControllerInput): Promise<never> {
  const controller = new Controller(input);
  // The handlers are set before the first await, so that no signal or update of the first workflow task is missed.
  controller.listen();
  for (;;) {
    await condition(() => controller.hasWork() || workflowInfo().continueAsNewSuggested);
    if (controller.hasWork()) await controller.runNext();
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof regionController>(controller.carryOn());
    }
  }
}

class Controller {
  readonly #environment: string;
  readonly #region: string;
  readonly #ledger: TriggerLedger;
  #cycles: number;
  #paused: boolean;
  #running: string | undefined;

  constructor({ environment, region, carried }: RegionControllerInput) {
    this.#environment = environment;
    this.#region = region;
    this.#ledger = new TriggerLedger(carried?.ledger);
    this.#cycles = carried?.cycles ?? 0;
    this.#paused = carried?.paused ?? false;
    upsertSearchAttributes([
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ]);
    this.#show();
  }

  listen(): void {
    setHandler(
      dataChangedSignal,
      (trigger) => {
        const parsed = triggerSchema.safeParse(trigger);
        // A signal has no way to answer: what cannot be understood is logged and leaves the controller as it was.
        if (parsed.success) this.#accept(parsed.data);
        else log.error('a dataChanged signal was refused', { fault: fault(parsed.error.issues) });
      },
      { description: 'New or changed files of the region have settled in landing' },
    );
    setHandler(
      requestCycleUpdate,
      (trigger) => ({ triggerId: trigger.id, decision: this.#accept(trigger) ? 'queued' : 'duplicate' }),
      {
        description: 'Ask for a cycle; answers once the trigger is in the ledger',
        validator: (trigger) => {
          const parsed = triggerSchema.safeParse(trigger);
          if (!parsed.success) {
            throw ApplicationFailure.nonRetryable(`not a trigger: ${fault(parsed.error.issues)}`, 'InvalidTrigger');
          }
        },
      },
    );
    setHandler(pauseUpdate, ({ by, reason }) => this.#setPaused(true, `paused by ${by}: ${reason}`), {
      description: 'Hold back new cycles; the one that runs goes on, triggers are kept',
    });
    setHandler(resumeUpdate, ({ by }) => this.#setPaused(false, `resumed by ${by}`), {
      description: 'Run what has been waiting since the pause',
    });
    setHandler(controllerStatusQuery, () => this.#status(), { description: 'What waits and what runs' });
    setHandler(ledgerQuery, () => this.#ledger.entries(), { description: 'Open triggers and the latest ended ones' });
  }

  hasWork(): boolean {
    return !this.#paused && this.#ledger.pending().length > 0;
  }

  async runNext(): Promise<void> {
    await this.#settle();
    // What waited while files settled may be held back by now.
    if (!this.hasWork()) return;
    const latest = await this.#latestCutoff();
    const batch = latest === undefined ? undefined : nextBatch(this.#ledger.pending(), latest);
    if (batch) await this.#runCycle(batch);
  }

  carryOn(): RegionControllerInput {
    return {
      environment: this.#environment,
      region: this.#region,
      carried: { ledger: this.#ledger.state(), cycles: this.#cycles, paused: this.#paused },
    };
  }

  /**
   * While nothing but changed data asks for a cycle, waits until no further change has come for the quiet period, at most
   * the longest wait after the first one. A person's or the clock's trigger ends the wait.
   */
  async #settle(): Promise<void> {
    const pending = (): readonly LedgerEntry[] => this.#ledger.pending();
    const onlyData = (): boolean => pending().every(({ trigger }) => trigger.cause === 'data');
    if (!onlyData()) return;
    const policy = await orchestration.dataChangePolicy.executeWithOptions(
      { summary: 'how long to wait for more files' },
      [],
    );
    const first = Math.min(...pending().map(({ acceptedAt }) => Date.parse(acceptedAt)));
    const latest = first + 1000 * policy.longestWaitSeconds;
    for (;;) {
      const heard = pending().length;
      const wait = Math.min(1000 * policy.quietPeriodSeconds, latest - Date.now());
      if (wait <= 0 || !onlyData() || this.#paused) return;
      const more = await condition(() => pending().length !== heard || this.#paused, wait, {
        summary: `quiet period · ${heard} data change${heard === 1 ? '' : 's'}`,
      });
      if (!more) return;
    }
  }

  #accept(trigger: Trigger): boolean {
    const accepted = this.#ledger.accept(trigger, new Date().toISOString());
    this.#show();
    return accepted;
  }

  /** Where not even the cutoff can be told, the triggers that need one end as failed, with the reason in the ledger. */
  async #latestCutoff(): Promise<string | undefined> {
    const pending = this.#ledger.pending().map(({ trigger }) => trigger);
    const asked = pending.find(({ cutoff }) => cutoff === undefined);
    if (!asked) return pending[0]?.cutoff;
    try {
      return await data.latestCutoff.executeWithOptions({ summary: `latest cutoff · ${this.#region}` }, [
        { region: this.#region },
      ]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      const open = this.#ledger.pending().flatMap(({ trigger }) => (trigger.cutoff === undefined ? [trigger] : []));
      await this.#record(this.#ledger.end(open, failureReason(error)));
      return undefined;
    }
  }

  async #runCycle({ cutoff, triggers }: CycleBatch): Promise<void> {
    this.#cycles += 1;
    const cycleId = regionCycleId(this.#environment, this.#region, cutoff, this.#cycles);
    this.#ledger.start(triggers, cycleId);
    this.#running = cycleId;
    this.#show();
    let failure: string | undefined;
    try {
      await executeChild(regionCycle, {
        workflowId: cycleId,
        args: [{ environment: this.#environment, region: this.#region, cutoff, number: this.#cycles, triggers }],
        staticSummary: `${this.#region} · cutoff ${cutoff} · ${this.#environment}`,
        staticDetails: triggers.map(({ cause, requestedBy }) => `- trigger **${cause}** by ${requestedBy}`).join('\n'),
        parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
        typedSearchAttributes: [
          { key: searchAttributes.region, value: this.#region },
          { key: searchAttributes.environment, value: this.#environment },
          { key: searchAttributes.cycleWeek, value: cutoff },
          { key: searchAttributes.trigger, value: [...new Set(triggers.map(({ cause }) => cause))] },
          { key: searchAttributes.stage, value: 'ingest' },
        ],
      });
    } catch (error) {
      // A cancelled cycle ends its triggers; only the controller's own cancellation ends the controller.
      if (CancellationScope.current().consideredCancelled) throw error;
      failure = failureReason(error);
      log.warn('a cycle failed', { cycleId, failure });
    }
    this.#running = undefined;
    await this.#record(this.#ledger.end(triggers, failure));
    this.#show();
  }

  async #record(entries: readonly LedgerEntry[]): Promise<void> {
    await orchestration.recordTriggers.executeWithOptions({ summary: `ledger · ${entries.length} ended` }, [
      { controllerId: workflowInfo().workflowId, entries },
    ]);
  }

  #setPaused(paused: boolean, what: string): ControllerStatus {
    this.#paused = paused;
    log.info(what, { region: this.#region });
    this.#show();
    return this.#status();
  }

  #status(): ControllerStatus {
    return {
      environment: this.#environment,
      region: this.#region,
      pending: this.#ledger.pending().length,
      paused: this.#paused,
      cycles: this.#cycles,
      doing: this.#running === undefined ? 'waits for a trigger' : `runs ${this.#running}`,
      ...(this.#running === undefined ? {} : { running: this.#running }),
    };
  }

  #show(): void {
    const rows = this.#ledger
      .entries()
      .slice(0, 20)
      .map(
        ({ trigger, state, cycleId, failure }) =>
          `| ${trigger.cause} | ${trigger.requestedBy} | ${state} | ${failure ?? cycleId ?? ''} |`,
      );
    setCurrentDetails(
      [
        `### ${this.#region} · ${this.#environment}${this.#paused ? ' · paused' : ''}`,
        '',
        `Running: ${this.#running ?? 'nothing'}`,
        '',
        '| trigger | by | state | cycle |',
        '| --- | --- | --- | --- |',
        ...rows,
      ].join('\n'),
    );
  }
}

function fault(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'trigger'}: ${message}`).join('; ');
}
