import type { CyclePlan, RegionCycleInput } from '../contracts/cycle.ts';
import type { EnvironmentSettings } from '../contracts/project.ts';
import { defaultApproval, type PromotionPlan } from '../contracts/promotion-plan.ts';
import { configuredEnvironment, configuredRegion } from './configured-region.ts';
import type { CyclePorts } from './ports.ts';

/** Enters a cycle in the registry and tells the workflow what it has to know of the project. */
export async function openCycle(
  { project, registry }: CyclePorts,
  { cycleId, cycle }: { cycleId: string; cycle: RegionCycleInput },
): Promise<CyclePlan> {
  const { resolved } = project;
  const environment = configuredEnvironment(resolved, cycle.environment);
  configuredRegion(resolved, cycle);
  await registry.openCycle(cycleId, cycle);
  return {
    sources: resolved.sources.map(({ name }) => name),
    promotion: promotionPlan(environment),
  };
}

function promotionPlan({ promotion, approval = defaultApproval }: EnvironmentSettings): PromotionPlan {
  return promotion === 'automatic' ? { policy: promotion } : { policy: promotion, ...approval };
}
