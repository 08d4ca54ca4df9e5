import type { CycleEnd } from '../contracts/cycle-end.ts';
import type { Week } from '../contracts/week.ts';
import type { ActivityPorts } from './ports.ts';

/** How a cycle ended, where it could not report that itself; `undefined` while it runs. */
export async function lookAtCycle(
  { cycles }: Pick<ActivityPorts, 'cycles'>,
  { environment, cycleId, cutoff }: { environment: string; cycleId: string; cutoff: Week },
): Promise<CycleEnd | undefined> {
  return cycles.end(environment, { cycleId, cutoff });
}
