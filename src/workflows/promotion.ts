import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  setHandler,
  setWorkflowOptions,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { failedChecks, figuresText } from '../cycle/challenger-figures.ts';
import { failureTypes } from '../contracts/failures.ts';
import { approveUpdate, promotionStatusQuery, rejectUpdate, supersedeSignal } from '../contracts/messages.ts';
import type { PromotionPlan } from '../contracts/promotion-plan.ts';
import {
  decisionSchema,
  type ApprovalStart,
  type Decision,
  type PromotionInput,
  type PromotionOutcome,
  type PromotionRef,
  type PromotionStatus,
  type WaitingPromotion,
} from '../contracts/promotion.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { segmentName } from '../contracts/segment.ts';
import { cut } from '../contracts/short-text.ts';
import { orchestration, promotions } from './activity-proxies.ts';
import { failureReason } from './failure-reason.ts';
import { promotionDetails } from './promotion/promotion-details.ts';
import { showDetails } from './show-details.ts';
import { summaryOf } from './sizes.ts';
import { versioned } from './versioned.ts';

const hourMs = 3_600_000;

/**
 * The decision on one challenger that waits for a person, or that was brought from another environment. Under the automatic policy its
 * gate decides at once; under the manual one a person does, for as long as the policy gives: with reminders, until it expires to the
 * old champion or a newer challenger takes its place.
 *
 * A challenger that its gate refused waits too, since under the manual policy a person has the last word; nobody is reminded of
 * it, and it does not displace one that passed.
 */
export async function promotion(input: PromotionInput): Promise<PromotionOutcome> {
  const one = new Promotion(input);
  // The handlers are set before the first await, so that no word of the first workflow task is missed.
  one.listen();
  const outcome = await one.run();
  await condition(allHandlersFinished);
  return outcome;
}

// It may wait for weeks; what it waits with is not frozen for as long.
setWorkflowOptions(versioned('AUTO_UPGRADE'), promotion);

/** How a wait ends. */
interface Verdict {
  readonly kind: 'approve' | 'reject' | 'supersede' | 'expire';
  readonly decision: Decision;
}

class Promotion {
  readonly #input: PromotionInput;
  readonly #ref: PromotionRef;
  readonly #name: string;
  #state: PromotionStatus['state'] = 'gate';
  #since: string | undefined;
  #expiresAt: string | undefined;
  #reminders = 0;
  #start: ApprovalStart = { givingWay: [] };
  #verdict: Verdict | undefined;
  #outcome: PromotionOutcome | undefined;

  constructor(input: PromotionInput) {
    const { workflowId, runId } = workflowInfo();
    const { environment, cutoff, challenger, adoption } = input;
    this.#input = input;
    this.#ref = {
      ...{ promotion: workflowId, run: runId, environment, cutoff, challenger },
      ...(adoption ? { adoption } : {}),
    };
    this.#name = segmentName(challenger.segment);
    upsertSearchAttributes([
      { key: searchAttributes.region, value: challenger.segment.region },
      { key: searchAttributes.environment, value: environment },
      { key: searchAttributes.cycleWeek, value: cutoff },
    ]);
    this.#enter('gate');
  }

  listen(): void {
    const validator = (decision: Decision): void => this.#check(decision);
    setHandler(approveUpdate, (decision) => this.#decide({ kind: 'approve', decision }), {
      description: 'Make the challenger the champion: {"by": "…", "reason": "…"}',
      validator,
    });
    setHandler(rejectUpdate, (decision) => this.#decide({ kind: 'reject', decision }), {
      description: 'Keep the current champion: {"by": "…", "reason": "…"}',
      validator,
    });
    setHandler(
      supersedeSignal,
      (message) => {
        const by = (message as { readonly by?: unknown } | undefined)?.by;
        // A signal has no way to answer: what cannot be understood is logged, and the wait continues.
        if (typeof by !== 'string' || by === '') log.error('a supersede signal was refused: it does not say by whom');
        else if (this.#input.plan.policy === 'manual') {
          const newer = cut(by, 200);
          this.#verdict ??= { kind: 'supersede', decision: { by: newer, reason: `${newer} takes its place` } };
        }
      },
      { description: 'A newer challenger of the segment waits now, or is champion' },
    );
    setHandler(promotionStatusQuery, () => this.#status(), { description: 'What it is waiting for, and until when' });
  }

  run(): Promise<PromotionOutcome> {
    const { plan } = this.#input;
    return plan.policy === 'automatic' ? this.#byGate() : this.#byPerson(plan);
  }

  async #byGate(): Promise<PromotionOutcome> {
    const { cycleId, environment, challenger, adoption } = this.#input;
    if (challenger.gatePassed) {
      const decided = { by: cycleId, reason: figuresText(challenger) };
      // Asked by a cycle of 0.2.0; later ones decide that themselves. Its champions change with its forecasts, in one transaction.
      if (!adoption) return this.#end({ decision: 'passed', ...decided });
      await orchestration.promoteChallenger.executeWithOptions(
        { summary: `promote ${challenger.version} · ${this.#name}` },
        [{ environment, cycleId, challenger, adoption }],
      );
      return this.#end({ decision: 'promoted', ...decided });
    }
    const reason = failedChecks(challenger);
    await this.#record('reject', { by: cycleId, reason });
    return this.#end({ decision: 'rejected', by: cycleId, reason });
  }

  async #byPerson(plan: PromotionPlan & { policy: 'manual' }): Promise<PromotionOutcome> {
    const now = Date.now();
    this.#since = new Date(now).toISOString();
    this.#expiresAt = new Date(now + 24 * hourMs * plan.expireAfterDays).toISOString();
    this.#enter('waiting');
    let verdict: Verdict;
    try {
      this.#start = await promotions.beginApproval.executeWithOptions({ summary: `wait · ${this.#name}` }, [
        { ref: this.#ref, cycleId: this.#input.cycleId, expiresAt: this.#expiresAt },
      ]);
      this.#show();
      await this.#displace(this.#start.givingWay);
      verdict = await this.#wait(plan.remindEveryHours * hourMs, Date.parse(this.#expiresAt));
    } catch (error) {
      if (isCancellation(error)) {
        const by = workflowInfo().workflowId;
        await CancellationScope.nonCancellable(() =>
          this.#record('cancel', { by, reason: 'the workflow was cancelled; the champion stays' }),
        );
      }
      throw error;
    }
    // A word that has fallen is carried out whole: half of it would leave a champion nobody has decided on.
    return CancellationScope.nonCancellable(() => this.#carryOut(verdict));
  }

  /** Waits for the verdict; the reminders run alongside, so that a decision never waits for a reminder that is not delivered. */
  async #wait(remindEveryMs: number, deadline: number): Promise<Verdict> {
    const reminders = new CancellationScope();
    const reminding = reminders
      .run(() => this.#remind(remindEveryMs, deadline))
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
    try {
      const inTime = await condition(() => this.#verdict !== undefined, Math.max(1, deadline - Date.now()), {
        summary: `expires ${new Date(deadline).toISOString()}`,
      });
      if (!inTime) {
        this.#verdict ??= {
          kind: 'expire',
          decision: { by: workflowInfo().workflowId, reason: `nobody decided until ${this.#expiresAt}` },
        };
      }
    } finally {
      reminders.cancel();
      await reminding;
    }
    return this.#verdict as Verdict;
  }

  async #remind(everyMs: number, deadline: number): Promise<void> {
    if (!this.#input.challenger.gatePassed) return;
    while (Date.now() + everyMs < deadline) {
      const number = this.#reminders + 1;
      await condition(() => this.#verdict !== undefined, everyMs, { summary: `reminder ${number} · ${this.#name}` });
      if (this.#verdict) return;
      this.#reminders = number;
      this.#show();
      await promotions.remindOfApproval.executeWithOptions({ summary: `remind ${number} · ${this.#name}` }, [
        { ref: this.#ref, number, expiresAt: new Date(deadline).toISOString() },
      ]);
    }
  }

  async #carryOut({ kind, decision }: Verdict): Promise<PromotionOutcome> {
    if (kind === 'approve') return this.#promote(decision);
    await this.#record(kind, decision);
    const decided = { reject: 'rejected', supersede: 'superseded', expire: 'expired' } as const;
    return this.#end({ decision: decided[kind], ...decision });
  }

  async #promote(decision: Decision): Promise<PromotionOutcome> {
    const { environment, challenger } = this.#input;
    const { version, segment } = challenger;
    const { cutoff, givingWay } = await promotions.approveChallenger.executeWithOptions(
      { summary: summaryOf(`promote ${version} · ${this.#name} · ${decision.by}`) },
      [{ ref: this.#ref, decision }],
    );
    const outcome = this.#end({ decision: 'promoted', ...decision });
    await this.#displace(givingWay);
    try {
      await orchestration.deliverTrigger.executeWithOptions({ summary: `score ${cutoff} with the new champion` }, [
        {
          address: { environment, region: segment.region },
          trigger: {
            id: `promotion/${version}/${this.#ref.run}`,
            cause: 'request',
            requestedBy: decision.by,
            cutoff,
            retrain: 'none',
            reason: `approved ${this.#name}: ${decision.reason}`.slice(0, 1000),
          },
        },
      ]);
    } catch (error) {
      // The champion has changed for good; it scores from the next cycle on.
      log.error('the controller refused the scoring cycle of an approval', { reason: failureReason(error) });
    }
    return outcome;
  }

  /** Supersedes other waiting promotions; for one whose workflow is gone, only the registry has to be updated. */
  async #displace(others: readonly WaitingPromotion[]): Promise<void> {
    const { environment, challenger } = this.#input;
    const by = workflowInfo().workflowId;
    await Promise.all(
      others.map(async ({ promotion: id, run }) => {
        try {
          await getExternalWorkflowHandle(id, run).signal(supersedeSignal, { by });
        } catch (error) {
          if (isCancellation(error)) throw error;
          log.info('a waiting promotion could not be superseded', { id, reason: failureReason(error) });
          await promotions.endLostWait.executeWithOptions({ summary: `end ${id}` }, [
            { environment, segment: challenger.segment, run, by },
          ]);
        }
      }),
    );
  }

  #record(kind: 'reject' | 'expire' | 'supersede' | 'cancel', { by, reason }: Decision): Promise<void> {
    const { champion } = this.#start;
    return promotions.recordDecision.executeWithOptions({ summary: summaryOf(`${kind} · ${this.#name} · ${by}`) }, [
      { ref: this.#ref, step: { kind, by, reason, ...(champion ? { champion } : {}) } },
    ]);
  }

  /** Refuses invalid decisions, and any after the first. Synchronous, so that of two at the same time one is refused. */
  #check(decision: Decision): void {
    const parsed = decisionSchema.safeParse(decision);
    if (!parsed.success) {
      const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'decision'}: ${message}`);
      throw ApplicationFailure.nonRetryable(`not a decision: ${faults.join('; ')}`, failureTypes.invalidDecision);
    }
    const { challenger, plan } = this.#input;
    if (plan.policy === 'automatic') {
      throw ApplicationFailure.nonRetryable(
        `${challenger.version} waits for nobody: the gate of ${this.#name} decides under the automatic policy`,
        failureTypes.notAwaiting,
      );
    }
    if (this.#verdict) {
      const { kind, decision: earlier } = this.#verdict;
      throw ApplicationFailure.nonRetryable(
        `${challenger.version} of ${this.#name} has been decided: ${kind} by ${earlier.by}: ${earlier.reason}`,
        failureTypes.alreadyDecided,
        { kind, ...earlier },
      );
    }
  }

  /** Answers once the decision is carried out: the approver knows then that the champion has changed. */
  async #decide(verdict: Verdict): Promise<PromotionOutcome> {
    this.#verdict = verdict;
    this.#show();
    await condition(() => this.#outcome !== undefined);
    return this.#outcome as PromotionOutcome;
  }

  #end(outcome: PromotionOutcome): PromotionOutcome {
    this.#outcome = outcome;
    this.#enter(outcome.decision);
    return outcome;
  }

  #enter(state: PromotionStatus['state']): void {
    this.#state = state;
    const stage = state === 'waiting' ? 'awaiting-approval' : state === 'gate' ? 'promote' : state;
    upsertSearchAttributes([{ key: searchAttributes.stage, value: stage }]);
    this.#show();
  }

  #status(): PromotionStatus {
    const champion = this.#start.champion?.version ?? this.#input.champion;
    return {
      challenger: this.#input.challenger,
      ...(champion === undefined ? {} : { champion }),
      state: this.#state,
      ...(this.#expiresAt === undefined ? {} : { expiresAt: this.#expiresAt }),
      reminders: this.#reminders,
      ...(this.#input.adoption ? { adoption: this.#input.adoption } : {}),
      ...(this.#outcome ? { outcome: this.#outcome } : {}),
    };
  }

  #show(): void {
    showDetails(
      promotionDetails({
        ...this.#status(),
        environment: this.#input.environment,
        ...(this.#since === undefined ? {} : { since: this.#since }),
        championBacktest: this.#start.champion?.backtest,
        verdict: this.#verdict && `${this.#verdict.kind} by ${this.#verdict.decision.by}`,
      }),
    );
  }
}
