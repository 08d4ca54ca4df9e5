import { CancellationScope } from '@temporalio/workflow';

/**
 * Whether this workflow itself is being cancelled. The SDK's `isCancellation` accepts the cancellation of a child or an activity as well,
 * which is only a failure of that step.
 */
export function isOwnCancellation(): boolean {
  return CancellationScope.current().consideredCancelled;
}

/** Throws the cancellation of this workflow where there is one. */
export async function endIfCancelled(): Promise<void> {
  const scope = CancellationScope.current();
  // Of a scope that was cancelled it rejects at once, with the cancellation.
  if (scope.consideredCancelled) await scope.cancelRequested;
}
