import type { ControllerStatus } from '../../contracts/messages.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { textTable } from '../text-table.ts';

/** What controllers do and wait for, as a table. */
export function statusText(statuses: readonly (ControllerStatus & { readonly stage?: string })[]): string {
  return textTable(
    ['region', 'environment', 'now', 'waiting', 'cycles', 'last cycle', 'stale from'],
    statuses.map(({ region, environment, doing, stage, pausedBy, pending, cycles, lastCycle, staleAt }) => [
      region,
      environment,
      [
        stage === undefined ? doing : `${doing}: ${stage}`,
        ...(pausedBy === undefined || doing.startsWith('held back') ? [] : [`paused by ${pausedBy}`]),
      ].join('; '),
      String(pending),
      String(cycles),
      lastCycle ? lastCycleText(lastCycle) : '',
      staleAt?.slice(0, 10) ?? '',
    ]),
    { leftColumns: 3 },
  );
}

/** Triggers and where they ended, newest last. */
export function ledgerText(entries: readonly LedgerEntry[]): string {
  const oldestFirst = [...entries].sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
  return textTable(
    ['accepted', 'cause', 'by', 'state', 'cycle', 'trigger'],
    oldestFirst.map(({ trigger, acceptedAt, state, cycleId, mergedInto, failure }) => [
      acceptedAt.slice(0, 19).replace('T', ' '),
      trigger.cause,
      trigger.requestedBy,
      state,
      [cycleId ?? (mergedInto === undefined ? '' : `with ${mergedInto}`), failure ?? ''].filter(Boolean).join(': '),
      trigger.id,
    ]),
    { leftColumns: 6 },
  );
}

function lastCycleText({ cutoff, state, failure, failedSegments }: NonNullable<ControllerStatus['lastCycle']>): string {
  const why = failure ?? failedSegments.join(', ');
  return `${cutoff} ${state}${why === '' ? '' : ` (${why})`}`;
}
