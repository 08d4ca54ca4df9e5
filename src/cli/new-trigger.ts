import { userInfo } from 'node:os';
import { newTrigger as triggerOf } from '../app/controllers/new-trigger.ts';
import type { Trigger } from '../contracts/trigger.ts';

/** The wish of the person at the command line for a cycle. */
export function newTrigger(wish: Parameters<typeof triggerOf>[1]): Trigger {
  return triggerOf(userInfo().username, wish);
}
