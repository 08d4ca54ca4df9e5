import { availableMemoryMb } from '../composition/available-memory.ts';

/** Megabytes that a cached workflow holds in a worker, an estimate: its modules take 0.2 MB of heap, the SDK and its own state the rest. */
const workflowMb = 1;
/** Of the memory there is, the share that workflows are kept in: most of it is for jobs. */
const share = 1 / 32;
const fewest = 20;
/** What more would be of use for: a workflow that is not cached is replayed, which takes milliseconds for histories of ours. */
const most = 200;

/** How many workflows each of the workers of a process keeps. */
export function cachedWorkflows(workers: number, memoryMb = availableMemoryMb()): number {
  const together = (share * memoryMb) / workflowMb;
  return Math.round(Math.min(most, Math.max(fewest, together / workers)));
}
