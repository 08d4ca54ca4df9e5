import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Trigger } from '../contracts/trigger.ts';

/** A person's wish for a cycle. */
export function newTrigger(wish: Pick<Trigger, 'cutoff' | 'retrain' | 'onlyFailed' | 'reason'>): Trigger {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  return { id: randomUUID(), cause: 'request', requestedBy: userInfo().username, ...given };
}
