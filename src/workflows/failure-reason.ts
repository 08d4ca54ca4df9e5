import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, TimeoutFailure } from '@temporalio/workflow';

/** The sentence a person needs: the innermost message of a failure, without Temporal's wrappers around it. */
export function failureReason(error: unknown): string {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause) {
    return failureReason(error.cause);
  }
  if (error instanceof ApplicationFailure) return error.message;
  if (error instanceof TimeoutFailure) return `timed out (${error.timeoutType})`;
  return error instanceof Error ? error.message : String(error);
}
