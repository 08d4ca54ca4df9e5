import type { EnvironmentSettings } from '../contracts/project.ts';
import { defaultApproval, type PromotionPlan } from '../contracts/promotion-plan.ts';

/** By what challengers of an environment become champions. */
export function promotionPlan({ promotion, approval = defaultApproval }: EnvironmentSettings): PromotionPlan {
  return promotion === 'automatic' ? { policy: promotion } : { policy: promotion, ...approval };
}
