import type { WorkerOptions } from '@temporalio/worker';
import { activityTracing, spanSinks } from '../composition/telemetry/worker-tracing.ts';
import { permanentFailures } from './permanent-failures.ts';

/** What all workers have in common, whatever their queue: traces, which go nowhere unless the process exports them, and errors that are not retried. */
export const workerBase = {
  sinks: spanSinks,
  interceptors: { activity: [activityTracing, permanentFailures] },
} satisfies Partial<WorkerOptions>;
