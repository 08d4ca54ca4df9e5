import type { CyclePreparation } from '../contracts/controller.ts';
import type { ActivityPorts } from './ports.ts';

/** What a controller has to know before it starts a cycle: the project's policies, and which triggers ended earlier. */
export async function prepareCycle(
  { project, registry }: ActivityPorts,
  { controllerId, triggerIds }: { controllerId: string; triggerIds: readonly string[] },
): Promise<CyclePreparation> {
  const { dataChange, staleAfterDays } = project.resolved;
  return { dataChange, staleAfterDays, endedTriggers: await registry.endedTriggers(controllerId, triggerIds) };
}
