import { ApplicationFailure } from '@temporalio/common';
import type { CyclePlan, RegionCycleInput } from '../contracts/cycle.ts';
import { failureTypes } from '../contracts/failures.ts';
import type { EnvironmentSettings } from '../contracts/project.ts';
import { defaultApproval, type PromotionPlan } from '../contracts/promotion-plan.ts';
import type { ActivityPorts } from './ports.ts';

/** Enters a cycle in the registry and tells the workflow what it has to know of the project. */
export async function openCycle(
  { project, registry }: ActivityPorts,
  { cycleId, cycle }: { cycleId: string; cycle: RegionCycleInput },
): Promise<CyclePlan> {
  const { resolved } = project;
  const environment = resolved.environments[cycle.environment];
  if (!environment) {
    throw notConfigured('environment', cycle.environment, Object.keys(resolved.environments));
  }
  if (!resolved.regions.some(({ name }) => name === cycle.region)) {
    throw notConfigured(
      'region',
      cycle.region,
      resolved.regions.map(({ name }) => name),
    );
  }
  await registry.openCycle(cycleId, cycle);
  return {
    sources: resolved.sources.map(({ name }) => name),
    promotion: promotionPlan(environment),
  };
}

function promotionPlan({ promotion, approval = defaultApproval }: EnvironmentSettings): PromotionPlan {
  return promotion === 'automatic' ? { policy: promotion } : { policy: promotion, ...approval };
}

function notConfigured(what: string, name: string, known: readonly string[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `the project has no ${what} "${name}" (it has ${known.join(', ')}); add it to shelfcast.config.ts or ask for one of these`,
    failureTypes.configuration,
  );
}
