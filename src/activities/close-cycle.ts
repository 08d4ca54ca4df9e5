import type { RegionCycleResult } from '../contracts/cycle.ts';
import type { CyclePorts } from './ports.ts';

/** Enters in the registry how a cycle ended. */
export async function closeCycle(
  { registry }: CyclePorts,
  ended: { cycleId: string } & ({ result: RegionCycleResult } | { failure: string }),
): Promise<void> {
  await registry.closeCycle(ended.cycleId, ended);
}
