import { workflowInfo } from '@temporalio/workflow';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import type { ControllerState } from './controller-state.ts';

/**
 * Writes to the registry, which keeps all entries, where triggers stand now.
 *
 * @param what happened to them, for readers of Temporal's UI
 */
export async function recordTriggers(
  { short }: ControllerState,
  entries: readonly LedgerEntry[],
  what = 'ended',
): Promise<void> {
  if (entries.length === 0) return;
  const { workflowId: controllerId } = workflowInfo();
  await short.recordTriggers({ summary: `ledger · ${entries.length} ${what}` }, { controllerId, entries });
}
