import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import { acknowledging, orchestration } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { refusal } from '../refusals.ts';

/** Puts the triggers of a controller on disk, so that they outlive its workflow. */
export class TriggerKeeper {
  /** Signalled triggers that are not on disk yet. */
  readonly #waiting: LedgerEntry[] = [];
  #isKeeping = false;

  /**
   * Puts a trigger on disk while its sender waits.
   *
   * @throws a refusal of type `Unavailable` where the registry does not take it in time; the same trigger can be sent again
   */
  async acknowledge(trigger: Trigger): Promise<void> {
    try {
      await acknowledging.acceptTriggers.executeWithOptions({ summary: `keep ${trigger.id}`.slice(0, 200) }, [
        { controllerId: workflowInfo().workflowId, entries: [pendingEntry(trigger)] },
      ]);
    } catch (error) {
      throw refusal(
        refusalTypes.unavailable,
        `the registry does not answer, so the trigger could not be kept (${failureReason(error)}); send it again with the same id`,
      );
    }
  }

  /** Puts a trigger on disk as soon as that can be; those that come meanwhile go in one batch. */
  async keepSoon(trigger: Trigger): Promise<void> {
    this.#waiting.push(pendingEntry(trigger));
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    await CancellationScope.nonCancellable(async () => {
      while (this.#waiting.length > 0) await this.keep(this.#waiting.splice(0));
    });
    this.#isKeeping = false;
  }

  /** Puts entries on disk, for as long as that takes. Those that are there stay as they are. */
  async keep(entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await orchestration.acceptTriggers.executeWithOptions({ summary: `keep ${entries.length} triggers` }, [
      { controllerId: workflowInfo().workflowId, entries },
    ]);
  }
}

function pendingEntry(trigger: Trigger): LedgerEntry {
  return { trigger, acceptedAt: new Date().toISOString(), state: 'pending' };
}
