import { workflowInfo } from '@temporalio/workflow';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { orchestration } from '../activity-proxies.ts';

/** Writes ended entries to the registry, which keeps them all. */
export async function recordTriggers(entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await orchestration.recordTriggers.executeWithOptions({ summary: `ledger · ${entries.length} ended` }, [
    { controllerId: workflowInfo().workflowId, entries },
  ]);
}
