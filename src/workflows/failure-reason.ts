import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { shortReason } from '../contracts/short-text.ts';

/** The sentence a person needs: the innermost message of a failure, without Temporal's wrappers around it; cut where it is long. */
export function failureReason(error: unknown): string {
  return shortReason(wholeReason(error));
}

function wholeReason(error: unknown): string {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause) {
    return endedBySomebody(error) ?? wholeReason(error.cause);
  }
  if (error instanceof ApplicationFailure) return error.message;
  if (error instanceof TimeoutFailure) return `timed out (${error.timeoutType})`;
  return error instanceof Error ? error.message : String(error);
}

/** Temporal's message of such an end names neither what was ended nor how. */
function endedBySomebody(error: ActivityFailure | ChildWorkflowFailure): string | undefined {
  const what = error instanceof ActivityFailure ? error.activityType : error.execution.workflowId;
  if (error.cause instanceof CancelledFailure) return `${what} was cancelled`;
  if (error.cause instanceof TerminatedFailure) return `${what} was terminated`;
  return undefined;
}
