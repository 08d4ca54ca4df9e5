import { readdirSync, readFileSync } from 'node:fs';
import { memoryOf } from '../../src/processes/peak-memory.ts';

/** What Linux counts processor time in, on every common machine. */
const ticksPerSecond = 100;

/** Samples the resident sets of a process and all it started, summed, until it is stopped. Linux only. */
export function watchProcessTree(root: number, everyMs = 100): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, treeRssMb(root));
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

function treeRssMb(root: number): number {
  return [root, ...descendantsOf(root)].reduce((sum, id) => sum + (memoryOf(id)?.rssMb ?? 0), 0);
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
