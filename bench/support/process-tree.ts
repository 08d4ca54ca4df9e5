import { readdirSync, readFileSync } from 'node:fs';
import { memoryOf } from '../../src/processes/peak-memory.ts';

/** What Linux counts processor time in, on every common machine. */
const ticksPerSecond = 100;

/** Megabytes of a process; 0 where it has ended. */
type Memory = (processId: number) => number;

/** Its resident set. What several processes share, such as the program's own code, counts for each of them. */
export const residentMb: Memory = (processId) => memoryOf(processId)?.rssMb ?? 0;

/** Its proportional set: its part of what several processes share, so that a sum over all of them counts that once. */
export const proportionalMb: Memory = (processId) => {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/**
 * Looks at the memory of a process and all it started, summed, until it is stopped: the peak in megabytes. Linux alone.
 *
 * The memory is read when the resident sets together are larger than ever before. For a proportional set Linux walks through all pages of a
 * process, which has to wait meanwhile: four times a second, that made cycles of several gigabytes a third longer.
 *
 * @param everyMs between two looks
 */
export function watchProcessTree(root: number, memory: Memory, everyMs = 100): { stop(): number } {
  let peak = 0;
  let mostResident = -1;
  const look = (): void => {
    const ids = [root, ...descendantsOf(root)];
    const sumOf = (of: Memory): number => ids.reduce((sum, id) => sum + of(id), 0);
    const resident = sumOf(residentMb);
    if (resident <= mostResident) return;
    mostResident = resident;
    peak = Math.max(peak, Math.round(sumOf(memory)));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

/** Seconds of processor that this process and those of its children that have ended have used so far. Linux alone. */
export function cpuSeconds(): number {
  // The process's name, in parentheses, may hold spaces; behind it come the fields from the third on.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / ticksPerSecond;
}

function descendantsOf(root: number): readonly number[] {
  return childrenOf(root).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Of all its threads; none where it has ended meanwhile. */
function childrenOf(id: number): readonly number[] {
  try {
    return readdirSync(`/proc/${id}/task`).flatMap((thread) =>
      readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
