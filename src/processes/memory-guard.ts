import { memoryOf } from './peak-memory.ts';

/** A process that grows by a gigabyte a second is a quarter of one over its limit when it is seen. */
const lookEveryMs = 250;

/**
 * Looks at the resident set of a process until it is stopped, and reports once when it is over the limit. Where the system
 * does not tell of other processes (only Linux does) it never is.
 */
export function watchMemory(
  processId: number | undefined,
  limitMb: number,
  onExceeded: (rssMb: number) => void,
): { stop(): void } {
  if (processId === undefined || limitMb === Infinity) return { stop: () => undefined };
  const timer = setInterval(() => {
    const rssMb = memoryOf(processId)?.rssMb ?? 0;
    if (rssMb <= limitMb) return;
    clearInterval(timer);
    onExceeded(rssMb);
  }, lookEveryMs);
  return { stop: () => clearInterval(timer) };
}
