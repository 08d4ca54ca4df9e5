import { totalmem } from 'node:os';

/** Megabytes of the machine, or of its container. */
export function availableMemoryMb(): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return bytes / 2 ** 20;
}
