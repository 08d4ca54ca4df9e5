import { readFileSync } from 'node:fs';
import { memoryOf } from '../../src/processes/peak-memory.ts';

/** Looks at the resident sets of a process and all below it, added up, until it is stopped. Linux alone. */
export function watchTree(processId: number): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    const all = treeOf(processId).reduce((sum, one) => sum + (memoryOf(one)?.rssMb ?? 0), 0);
    peak = Math.max(peak, all);
  };
  look();
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak;
    },
  };
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
