import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';

/** Stable types of the refusals that messages to workflows are answered with. */
export const refusalTypes = {
  /** Not a trigger, or one that contradicts itself. */
  trigger: 'InvalidTrigger',
  /** The message lacks something or says something nobody knows. */
  message: 'InvalidMessage',
  /** Nothing runs that could be cancelled, or it is another cycle than the one meant. */
  noCycle: 'NoSuchCycle',
  nothingFailed: 'NothingFailed',
  /** So many triggers wait that no more are taken. */
  ledgerFull: 'LedgerFull',
} as const;

/** A refusal as its sender receives it: typed, and nothing of the workflow has changed. */
export function refusal(type: (typeof refusalTypes)[keyof typeof refusalTypes], message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type);
}

/** Throws a refusal where a message is not what its schema says; all faults at once. */
export function check<Message>(
  schema: z.ZodType<Message>,
  message: unknown,
  { what, type }: { readonly what: string; readonly type: Parameters<typeof refusal>[0] },
): Message {
  const parsed = schema.safeParse(message);
  if (!parsed.success) throw refusal(type, `not ${what}: ${faults(parsed.error.issues)}`);
  return parsed.data;
}

/** `cutoff: must be a week; cause: …` */
export function faults(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'message'}: ${message}`).join('; ');
}
