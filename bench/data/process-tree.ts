import { readdirSync, readFileSync } from 'node:fs';
import { memoryOf } from '../../src/workers/peak-memory.ts';

/** Samples the resident sets of a process and all it started, summed, until it is told to stop. Linux alone. */
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
