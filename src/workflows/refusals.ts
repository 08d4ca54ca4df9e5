import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import type { RefusalType } from '../contracts/refusal-types.ts';

/** A refusal as its sender receives it: typed, and nothing of the workflow has changed. */
export function refusal(type: RefusalType, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type);
}

/**
 * Throws a refusal with all errors if a message does not match its schema. For validators of updates alone: a replay does not run them,
 * and a later version of the schema library may judge otherwise.
 */
export function check<Message>(
  schema: z.ZodType<Message>,
  message: unknown,
  { what, type }: { readonly what: string; readonly type: RefusalType },
): Message {
  const parsed = schema.safeParse(message);
  if (!parsed.success) throw refusal(type, `not ${what}: ${faults(parsed.error.issues)}`);
  return parsed.data;
}

/** `cutoff: must be a week; cause: …` */
function faults(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'message'}: ${message}`).join('; ');
}
