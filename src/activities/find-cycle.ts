import type { FoundCycle } from '../contracts/controller.ts';
import type { Week } from '../contracts/week.ts';
import type { ActivityPorts } from './ports.ts';

/** What the cycle with an id that is taken was started for, and how it ended, if it has. */
export async function findCycle(
  { cycles }: Pick<ActivityPorts, 'cycles'>,
  { environment, cycleId, cutoff }: { environment: string; cycleId: string; cutoff: Week },
): Promise<FoundCycle | undefined> {
  return cycles.find(environment, { cycleId, cutoff });
}
