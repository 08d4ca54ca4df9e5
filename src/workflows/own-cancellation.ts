import { CancellationScope } from '@temporalio/workflow';

/**
 * Whether this workflow itself is being cancelled. The SDK's `isCancellation` accepts the cancellation of a child or an activity as well,
 * which is only a failure of that step.
 */
export function isOwnCancellation(): boolean {
  return CancellationScope.current().consideredCancelled;
}
