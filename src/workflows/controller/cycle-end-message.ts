import type { CycleEnd } from '../../contracts/cycle-end.ts';
import { isArrayOf, isRecord, isText, optional } from '../plain-values.ts';

/** The end that a `cycleEnded` signal reports; `undefined` where it is something else. */
export function readCycleEnd(message: unknown): CycleEnd | undefined {
  if (!isRecord(message)) return undefined;
  const { lastCycle, oldestTrainingCutoff, pages } = message;
  return isLastCycle(lastCycle) && optional(isText)(oldestTrainingCutoff) && optional(isText)(pages)
    ? (message as unknown as CycleEnd)
    : undefined;
}

const states: readonly unknown[] = ['succeeded', 'degraded', 'failed'];

/** How a region's last cycle ended, as a controller keeps it and a cycle reports it. */
export function isLastCycle(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['cycleId']) &&
    isText(value['cutoff']) &&
    states.includes(value['state']) &&
    optional(isText)(value['failure']) &&
    isArrayOf(isText)(value['failedSegments'])
  );
}
