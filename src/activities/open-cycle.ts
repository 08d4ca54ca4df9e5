import type { CyclePlan, RegionCycleInput } from '../contracts/cycle.ts';
import { configuredEnvironment, configuredRegion } from './configured-region.ts';
import type { CyclePorts } from './ports.ts';
import { promotionPlan } from './promotion-plan.ts';

/** Enters a cycle in the registry and returns what the workflow has to know of the project. */
export async function openCycle(
  { project, registry, pages }: CyclePorts,
  { cycleId, cycle }: { cycleId: string; cycle: RegionCycleInput },
): Promise<CyclePlan> {
  const { resolved } = project;
  const environment = configuredEnvironment(resolved, cycle.environment);
  configuredRegion(resolved, cycle);
  await registry.openCycle(cycleId, cycle);
  return {
    sources: resolved.sources.map(({ name }) => name),
    promotion: promotionPlan(environment),
    ...(pages === undefined ? {} : { pages }),
  };
}
