import type { CyclePreparation } from '../contracts/controller.ts';
import type { ActivityPorts } from './ports.ts';

/** The project's policies that a controller has to know before it starts a cycle. */
export function prepareCycle({ project }: Pick<ActivityPorts, 'project'>): Promise<CyclePreparation> {
  const { dataChange, staleAfterDays } = project.resolved;
  return Promise.resolve({ dataChange, staleAfterDays });
}
