import { readFileSync } from 'node:fs';

/**
 * Looks at the memory of a process and all below it, added up, until it is stopped: megabytes. What several of them share, such as the
 * program's own code, counts once (each has its part of it: the proportional set size). Linux alone.
 *
 * @param everyMs between two looks, which take some milliseconds for each gigabyte
 */
export function watchTree(processId: number, everyMs = 100): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    const all = treeOf(processId).reduce((sum, one) => sum + proportionalMb(one), 0);
    peak = Math.max(peak, Math.round(all));
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

/** Nothing for a process that has ended. */
function proportionalMb(processId: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function treeOf(processId: number): readonly number[] {
  return [processId, ...childrenOf(processId).flatMap(treeOf)];
}

function childrenOf(processId: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}
