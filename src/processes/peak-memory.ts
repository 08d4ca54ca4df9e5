import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Largest resident set of a process so far, in megabytes; `undefined` where the system does not tell.
 *
 * `process.resourceUsage().maxRSS` will not do: on Linux a child inherits its parent's maximum.
 */
export function peakRssMb(processId: number | 'self' = 'self'): number | undefined {
  const memory = memoryOf(processId);
  if (memory) return memory.peakRssMb;
  return processId === 'self' ? Math.round(process.resourceUsage().maxRSS / 1024) : undefined;
}

/** Has the largest resident set of this process be counted from now on, where the system can: on Linux. */
export function forgetPeakRss(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // What is reported then is the largest of the process's life.
  }
}

/** Resident set of a process now and at its largest, in megabytes; `undefined` where the system does not tell. */
export function memoryOf(processId: number | 'self'): { rssMb: number; peakRssMb: number } | undefined {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const megabytes = (field: RegExp): number => Math.round(Number(field.exec(status)?.[1]) / 1024);
    const memory = { rssMb: megabytes(/^VmRSS:\s+(\d+) kB$/m), peakRssMb: megabytes(/^VmHWM:\s+(\d+) kB$/m) };
    // A process that has ended but not been waited for has neither.
    return Number.isNaN(memory.peakRssMb) ? undefined : memory;
  } catch {
    return undefined;
  }
}
