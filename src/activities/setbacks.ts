import type { Info } from '@temporalio/activity';
import type { JobProgress } from '../ports/job-runner.ts';

/**
 * Failures of a step in a row at one place, whatever they came from. The pause before the next attempt grows with them. Temporal's
 * own pauses grow with the number of the attempt: a training that gets further each time would wait a minute after its seventh deploy.
 */
export interface Setbacks {
  readonly place?: string;
  readonly inRow: number;
}

export const noSetbacks: Setbacks = { inRow: 0 };

/** The step a job is at and the checkpoint it has reached, to be compared with where others got. */
export function placeOf({ step, checkpoint }: JobProgress): string {
  return JSON.stringify([step, checkpoint?.fit, checkpoint?.epoch]);
}

export function setbacksAfter(before: Setbacks, progress: JobProgress): Setbacks {
  const place = placeOf(progress);
  return { place, inRow: before.place === place ? before.inRow + 1 : 1 };
}

/**
 * Milliseconds until the next attempt: what the step's retry policy gives a first failure where this is the first one here, and so on.
 * `undefined` where the server did not send the policy; it then decides alone.
 */
export function pauseAfter({ inRow }: Setbacks, { retryPolicy }: Pick<Info, 'retryPolicy'>): number | undefined {
  // The SDK gives milliseconds, although its type allows text.
  const { initialInterval, maximumInterval, backoffCoefficient = 2 } = (retryPolicy ?? {}) as PolicyInMs;
  if (initialInterval === undefined) return undefined;
  return Math.min(maximumInterval ?? Infinity, initialInterval * backoffCoefficient ** Math.max(0, inRow - 1));
}

interface PolicyInMs {
  readonly initialInterval?: number;
  readonly maximumInterval?: number;
  readonly backoffCoefficient?: number;
}
