import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What distinguishes a process from a later one with the same id, which systems use again: the moment it started. `undefined`
 * where there is no such process.
 */
export function processIdentity(processId: number): string | undefined {
  try {
    if (!existsSync('/proc/self/stat')) {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(processId)], { encoding: 'utf8' }).trim() || undefined;
    }
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces; the fields after it are counted from 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, it only has not been waited for.
    return fields[0] === 'Z' ? undefined : fields[22 - 3];
  } catch {
    return undefined;
  }
}

/** A process, distinguished from any later one that the system gives the same id. */
export interface ProcessRecord {
  readonly id: number;
  readonly identity: string | undefined;
}

/** A record of a process that runs now. */
export function recordOf(id: number): ProcessRecord {
  return { id, identity: processIdentity(id) };
}

/** Whether the very process that was recorded still runs. */
export function isAlive({ id, identity }: ProcessRecord): boolean {
  return identity !== undefined && processIdentity(id) === identity;
}
