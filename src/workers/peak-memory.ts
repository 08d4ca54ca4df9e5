import { readFileSync } from 'node:fs';

/**
 * Largest resident set of a process so far, in megabytes; `undefined` where the system does not tell.
 *
 * `process.resourceUsage().maxRSS` will not do: on Linux a child inherits its parent's maximum.
 */
export function peakRssMb(processId: number | 'self' = 'self'): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return processId === 'self' ? Math.round(process.resourceUsage().maxRSS / 1024) : undefined;
  }
}
