import type { DataChangePolicy } from '../../contracts/project.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';

/**
 * Until when more files are waited for, in milliseconds since 1970: the quiet period after the latest change, at most the
 * longest wait after the first one. `undefined` where a person or the clock asks too: they do not wait.
 */
export function quietUntil(pending: readonly LedgerEntry[], policy: DataChangePolicy): number | undefined {
  if (pending.length === 0 || pending.some(({ trigger }) => trigger.cause !== 'data')) return undefined;
  const heard = pending.map(({ acceptedAt }) => Date.parse(acceptedAt));
  return Math.min(
    Math.max(...heard) + 1000 * policy.quietPeriodSeconds,
    Math.min(...heard) + 1000 * policy.longestWaitSeconds,
  );
}
