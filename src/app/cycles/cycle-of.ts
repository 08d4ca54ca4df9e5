import type { RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { refusal } from '../refusal.ts';

/** A cycle of an environment by its id. Throws `Refusal` where there is none. */
export async function cycleOf(registry: Registry, environment: string, cycleId: string): Promise<RegisteredCycle> {
  const [cycle] = await registry.findCycles({ environment, cycleId, limit: 1 });
  if (!cycle) throw refusal('unknown-cycle', { environment, cycleId });
  return cycle;
}
