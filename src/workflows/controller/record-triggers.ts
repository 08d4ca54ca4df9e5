import { workflowInfo } from '@temporalio/workflow';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { orchestration } from '../activity-proxies.ts';

/**
 * Writes to the registry, which keeps all entries, where triggers stand now.
 *
 * @param what happened to them, for readers of Temporal's UI
 */
export async function recordTriggers(entries: readonly LedgerEntry[], what = 'ended'): Promise<void> {
  if (entries.length === 0) return;
  await orchestration.recordTriggers.executeWithOptions({ summary: `ledger · ${entries.length} ${what}` }, [
    { controllerId: workflowInfo().workflowId, entries },
  ]);
}
