import { CancellationScope, log, workflowInfo, type ApplicationFailure } from '@temporalio/workflow';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { acknowledging, orchestration } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { refusal } from '../refusals.ts';
import { summaryOf } from '../sizes.ts';

/** Refused triggers that may have to be withdrawn at the same time: after that many, the registry is known to be away. */
const mostRefused = 200;

/** Puts the triggers of a controller on disk, so that they outlive its workflow. */
export class TriggerKeeper {
  /** Entries of the next batch, by the id of their trigger. */
  readonly #next = new Map<string, LedgerEntry>();
  #nextBatch: Promise<ReadonlySet<string>> | undefined;
  #batch: Promise<unknown> = Promise.resolve();
  /** Entries that were refused, and may be on disk all the same; by id, since the latest of a sender who tries again counts. */
  readonly #refused: Map<string, LedgerEntry>;
  #withdrawal: Promise<void> | undefined;

  /** @param refused what the run before had refused and not withdrawn yet */
  constructor(refused: readonly LedgerEntry[] = []) {
    this.#refused = new Map(refused.map((entry) => [entry.trigger.id, entry]));
    if (refused.length > 0) this.#withdraw([]);
  }

  /**
   * Puts a trigger on disk while its sender waits. Those that come meanwhile go in one batch.
   *
   * @returns `false` where the trigger ended well before, and is not taken again
   * @throws a refusal of type `Unavailable` where the registry does not take it in time; the trigger will not run, and can be sent again
   */
  async acknowledge(entry: LedgerEntry): Promise<boolean> {
    if (this.#refused.size >= mostRefused) throw unavailable('it has not answered for long');
    this.#next.set(entry.trigger.id, entry);
    const ended = await (this.#nextBatch ??= this.#keepNext());
    return !ended.has(entry.trigger.id);
  }

  /** Puts entries on disk, for as long as that takes. */
  async keep(entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await CancellationScope.nonCancellable(() =>
      orchestration.acceptTriggers.executeWithOptions({ summary: `keep ${entries.length} triggers` }, [
        { controllerId: workflowInfo().workflowId, entries },
      ]),
    );
  }

  /** Refused entries that are still to be withdrawn. */
  refused(): readonly LedgerEntry[] {
    return [...this.#refused.values()];
  }

  /** Waits until everything refused is withdrawn. */
  async settle(): Promise<void> {
    await this.#withdrawal;
  }

  async #keepNext(): Promise<ReadonlySet<string>> {
    await this.#batch;
    const entries = [...this.#next.values()];
    this.#next.clear();
    this.#nextBatch = undefined;
    const kept = acknowledging.acceptTriggers.executeWithOptions(
      { summary: summaryOf(`keep ${entries.map(({ trigger }) => trigger.id).join(', ')}`) },
      [{ controllerId: workflowInfo().workflowId, entries }],
    );
    this.#batch = kept.catch(() => undefined);
    try {
      return new Set(await kept);
    } catch (error) {
      this.#withdraw(entries);
      throw unavailable(failureReason(error));
    }
  }

  /** Continues in the background until the registry answers: the senders have their refusal. */
  #withdraw(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) this.#refused.set(entry.trigger.id, withoutWish(entry));
    this.#withdrawal ??= CancellationScope.nonCancellable(() => this.#withdrawAll())
      .catch((error: unknown) => log.error('refused triggers could not be withdrawn', { reason: failureReason(error) }))
      .finally(() => (this.#withdrawal = undefined));
  }

  async #withdrawAll(): Promise<void> {
    while (this.#refused.size > 0) {
      const refused = this.refused();
      await orchestration.withdrawTriggers.executeWithOptions(
        { summary: `withdraw ${refused.length} refused triggers` },
        [{ controllerId: workflowInfo().workflowId, entries: refused }],
      );
      for (const entry of refused) {
        if (this.#refused.get(entry.trigger.id) === entry) this.#refused.delete(entry.trigger.id);
      }
    }
  }
}

/** A refusal of type `Unavailable`. The same trigger can be sent again. */
export function unavailable(reason: string): ApplicationFailure {
  return refusal(
    refusalTypes.unavailable,
    `the registry does not answer, so the trigger could not be kept (${reason}); send it again with the same id`,
  );
}

/** What a withdrawal needs to know, which is little enough to be carried along. */
function withoutWish({ trigger: { id, cause, requestedBy }, acceptedAt, state }: LedgerEntry): LedgerEntry {
  return { trigger: { id, cause, requestedBy }, acceptedAt, state };
}
