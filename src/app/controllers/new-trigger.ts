import { randomUUID } from 'node:crypto';
import type { Trigger } from '../../contracts/trigger.ts';

/** A person's wish for a cycle. With an id of the sender's own it counts once, however often it is sent. */
type Wish = { readonly [Name in 'id' | 'cutoff' | 'retrain' | 'onlyFailed' | 'reason']?: Trigger[Name] };

/** A trigger for what a person wishes. */
export function newTrigger(requestedBy: string, wish: Wish): Trigger {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  return { id: randomUUID(), cause: 'request', requestedBy, ...given };
}
